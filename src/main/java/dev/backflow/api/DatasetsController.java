package dev.backflow.api;

import dev.backflow.datasets.Preview;
import dev.backflow.datasets.Separator;
import dev.backflow.runs.PageToken;
import dev.backflow.runs.PreviewRequest;
import dev.backflow.runs.Upload;
import dev.backflow.runs.UploadPage;
import dev.backflow.runs.UploadService;
import dev.backflow.series.BadQueryException;
import java.net.URI;
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

/** Data sets: upload, look, delete; and points of any. */
@RestController
@RequestMapping(path = DatasetsController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
class DatasetsController {

    static final String PATH = "/api/v1/datasets";

    private static final int MOST_ON_A_PAGE = 200;
    private static final int LONGEST_NAME = 200;

    private final UploadService uploads;
    private final JsonBody json;

    DatasetsController(UploadService uploads, JsonBody json) {
        this.uploads = uploads;
        this.json = json;
    }

    @PostMapping(consumes = "text/csv")
    ResponseEntity<DatasetView> upload(
            @RequestBody(required = false) byte[] body,
            @RequestParam(required = false) String name,
            @RequestParam(required = false) Separator separator) {
        Upload upload = uploads.store(body == null ? new byte[0] : body, checked(name), separator);
        return ResponseEntity.created(URI.create(PATH + "/" + upload.id())).body(DatasetView.of(upload));
    }

    @GetMapping
    Items<DatasetView> list(
            @RequestParam(name = "page_size", defaultValue = "50") int pageSize,
            @RequestParam(name = "page_token", required = false) String pageToken) {
        if (pageSize < 1 || pageSize > MOST_ON_A_PAGE) {
            throw new BadQueryException("page_size", String.valueOf(pageSize), "must be from 1 to " + MOST_ON_A_PAGE);
        }
        UploadPage page = uploads.list(token(pageToken), pageSize);
        return new Items<>(
                page.uploads().stream().map(DatasetView::of).toList(),
                page.next().map(PageToken::toString).orElse(null));
    }

    @GetMapping("/{id}")
    DatasetView get(@PathVariable String id) {
        return DatasetView.of(uploads.get(id));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        uploads.delete(id);
    }

    @PostMapping(path = "/preview", consumes = MediaType.APPLICATION_JSON_VALUE)
    PreviewView preview(@RequestBody byte[] body) {
        PreviewRequest request = json.read(body, PreviewRequest.class);
        return PreviewView.of(request.dataset(), Preview.of(request.dataset(), uploads, request.points()));
    }

    private static String checked(String name) {
        if (name != null
                && (name.isBlank()
                        || name.length() > LONGEST_NAME
                        || name.codePoints().anyMatch(Character::isISOControl))) {
            throw new BadQueryException("name", name, "must be 1 to " + LONGEST_NAME + " printable characters");
        }
        return name;
    }

    private static PageToken token(String token) {
        try {
            return token == null ? null : PageToken.parse(token);
        } catch (IllegalArgumentException e) {
            throw new BadQueryException("page_token", token, e.getMessage());
        }
    }
}
