package dev.backflow.api;

import dev.backflow.findings.Findings;
import dev.backflow.recording.BadQueryException;
import dev.backflow.runs.IdempotentRequests;
import dev.backflow.runs.PageToken;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunFilter;
import dev.backflow.runs.RunOrder;
import dev.backflow.runs.RunPage;
import dev.backflow.runs.RunRequest;
import dev.backflow.runs.RunService;
import dev.backflow.runs.RunState;
import dev.backflow.spec.SpecWriter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Runs: submit, look. */
@Tag(name = "Runs")
@RestController
@RequestMapping(path = "/api/v1/runs", produces = MediaType.APPLICATION_JSON_VALUE)
class RunsController {

    private final RunService runs;
    private final IdempotentRequests repeated;
    private final LongPolls polls;
    private final Findings findings;
    private final JsonBody json;
    private final JsonMapper mapper;

    RunsController(
            RunService runs,
            IdempotentRequests repeated,
            LongPolls polls,
            Findings findings,
            JsonBody json,
            JsonMapper mapper) {
        this.findings = findings;
        this.mapper = mapper;
        this.runs = runs;
        this.repeated = repeated;
        this.polls = polls;
        this.json = json;
    }

    /**
     * Train a network. The run is queued and answered at once; look at {@code links.self} for how far it is. Whatever
     * the spec leaves out is filled in, and what is wrong with it is told all at once. What is accepted but certain to go
     * wrong is listed in {@code warnings}.
     *
     * @param validateOnly only check the request and answer it with every default filled in
     * @param key repeated within a day with the same request, however written, it finds the run made first
     */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> submitRun(
            @RequestBody @Schema(implementation = RunRequest.class) byte[] body,
            @RequestParam(name = "validate_only", defaultValue = "false") boolean validateOnly,
            @Schema(pattern = IdempotencyKeyHeader.PATTERN)
                    @RequestHeader(name = IdempotencyKeyHeader.HEADER, required = false)
                    @Nullable
                    String key) {
        String repeatable = IdempotencyKeyHeader.checked(key);
        RunRequest request = json.read(body, RunRequest.class);
        if (validateOnly) {
            runs.check(request);
            return ResponseEntity.ok(checked(request));
        }
        Run run = repeated.once(
                        repeatable, "submit", () -> SpecWriter.write(request), () -> runs.submit(List.of(request)))
                .get(0);
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/runs/" + run.id()))
                .body(RunView.of(run).warning(findings.foresee(request.spec())));
    }

    /** With every default filled in, and what is certain to go wrong, if anything is. */
    private JsonNode checked(RunRequest request) {
        JsonNode filled = SpecWriter.write(request);
        List<FindingsView.Item> warnings = FindingsView.Item.of(findings.foresee(request.spec()));
        return warnings.isEmpty() ? filled : ((ObjectNode) filled).set("warnings", mapper.valueToTree(warnings));
    }

    /**
     * List runs, newest first or in another order. All filters must hold.
     *
     * @param state only runs in this state
     * @param experiment only runs of this experiment, or {@code none}, or {@code any}
     * @param name only runs whose name contains this, in upper or lower case
     * @param label only runs with this label, as {@code key:value}; may be repeated
     * @param sort {@code name}, {@code finished}, {@code loss}, a metric, or {@code val_} and one of these two; with - before
     *     it the largest come first. Runs without it come last, equal ones newest first
     * @param fields only these of each run, such as {@code id,name,status,result}; left out, all
     * @param pageSize from 1 to 200
     * @param pageToken {@code next_page_token} of the page before, in the same order
     * @return A page of runs
     */
    @GetMapping
    Items<Some<RunView>> listRuns(
            @RequestParam(required = false) @Nullable RunState state,
            @Schema(pattern = "^[^\\u0000]+$") @RequestParam(defaultValue = RunFilter.OF_NO_EXPERIMENT)
                    String experiment,
            @Schema(minLength = 1, pattern = "^[^\\u0000]+$") @RequestParam(required = false) @Nullable String name,
            @Schema(pattern = "^[^:\\u0000]+:[^\\u0000]*$") @RequestParam(required = false) @Nullable
                    List<String> label,
            @Schema(pattern = "^-?[a-z][a-z0-9_]*$") @RequestParam(required = false) @Nullable String sort,
            @Schema(pattern = "^[a-z_]+$") @RequestParam(required = false) @Nullable List<String> fields,
            @Schema(minimum = "1", maximum = "" + Paging.MOST_ON_A_PAGE)
                    @RequestParam(name = "page_size", defaultValue = "50")
                    int pageSize,
            @RequestParam(name = "page_token", required = false) @Nullable String pageToken) {
        Set<String> chosen = Fields.of(RunView.class, fields);
        PageToken olderThan = sort == null ? Paging.token(pageToken) : null;
        RunFilter filter = new RunFilter(state, experiment, name, labels(label), olderThan);
        int size = Paging.size(pageSize);
        RunPage page = sort == null ? runs.list(filter, size) : runs.list(filter, RunOrder.of(sort, pageToken), size);
        return new Items<>(
                Some.of(page.runs(), RunView::of, chosen), page.next().orElse(null));
    }

    /**
     * Look at a run. Its spec, how far it is and, once it has succeeded, how well it did. With {@code Prefer: wait=25}
     * the answer comes when there is news, or after so many seconds, at most 60: news is that the run has ended or,
     * with {@code If-None-Match}, any change.
     *
     * @param id the run
     * @param prefer how long to wait for news
     * @param known the {@code ETag} of an earlier answer
     * @return The run
     */
    @GetMapping("/{id}")
    DeferredResult<ResponseEntity<RunView>> getRun(
            @PathVariable String id,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
            @RequestHeader(name = "If-None-Match", required = false) @Nullable String known,
            HttpServletRequest request) {
        return polls.get(request, id, known, LongPolls.seconds(prefer));
    }

    private static Map<String, String> labels(@Nullable List<String> labels) {
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
}
