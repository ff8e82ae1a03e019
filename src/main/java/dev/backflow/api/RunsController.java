package dev.backflow.api;

import dev.backflow.runs.PageToken;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunFilter;
import dev.backflow.runs.RunPage;
import dev.backflow.runs.RunRequest;
import dev.backflow.runs.RunService;
import dev.backflow.runs.RunState;
import dev.backflow.runs.SpecWriter;
import dev.backflow.series.BadQueryException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Runs: submit, look, cancel, delete. */
@RestController
@RequestMapping(path = "/api/v1/runs", produces = MediaType.APPLICATION_JSON_VALUE)
class RunsController {

    private static final int MOST_ON_A_PAGE = 200;

    private final RunService runs;
    private final JsonBody json;

    RunsController(RunService runs, JsonBody json) {
        this.runs = runs;
        this.json = json;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> submit(
            @RequestBody byte[] body,
            @RequestParam(name = "validate_only", defaultValue = "false") boolean validateOnly) {
        RunRequest request = json.read(body, RunRequest.class);
        if (validateOnly) {
            return ResponseEntity.ok(SpecWriter.write(request));
        }
        Run run = runs.submit(List.of(request)).get(0);
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/runs/" + run.id()))
                .body(RunView.of(run));
    }

    @GetMapping
    Items<RunView> list(
            @RequestParam(required = false) RunState state,
            @RequestParam(required = false) String name,
            @RequestParam(required = false) List<String> label,
            @RequestParam(name = "page_size", defaultValue = "50") int pageSize,
            @RequestParam(name = "page_token", required = false) String pageToken) {
        if (pageSize < 1 || pageSize > MOST_ON_A_PAGE) {
            throw new BadQueryException("page_size", String.valueOf(pageSize), "must be from 1 to " + MOST_ON_A_PAGE);
        }
        RunFilter filter = new RunFilter(state, name, labels(label), token(pageToken));
        RunPage page = runs.list(filter, pageSize);
        return new Items<>(
                page.runs().stream().map(RunView::of).toList(),
                page.next().map(PageToken::toString).orElse(null));
    }

    @GetMapping("/{id}")
    ResponseEntity<RunView> get(@PathVariable String id) {
        Run run = runs.get(id);
        return ResponseEntity.ok().eTag("\"" + run.version() + "\"").body(RunView.of(run));
    }

    @PostMapping("/{id}/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RunView cancel(@PathVariable String id) {
        return RunView.of(runs.cancel(id));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        runs.delete(id);
    }

    private static Map<String, String> labels(List<String> labels) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String label : labels == null ? List.<String>of() : labels) {
            int colon = label.indexOf(':');
            if (colon < 1) {
                throw new BadQueryException("label", label, "must be key:value");
            }
            all.put(label.substring(0, colon), label.substring(colon + 1));
        }
        return all;
    }

    private static PageToken token(String token) {
        try {
            return token == null ? null : PageToken.parse(token);
        } catch (IllegalArgumentException e) {
            throw new BadQueryException("page_token", token, e.getMessage());
        }
    }
}
