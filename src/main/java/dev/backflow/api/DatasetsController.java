package dev.backflow.api;

import dev.backflow.datasets.Preview;
import dev.backflow.datasets.Separator;
import dev.backflow.recording.BadQueryException;
import dev.backflow.runs.Limits;
import dev.backflow.runs.PageToken;
import dev.backflow.runs.PreviewRequest;
import dev.backflow.spec.GivenName;
import dev.backflow.spec.InvalidSpecException;
import dev.backflow.uploads.Upload;
import dev.backflow.uploads.UploadPage;
import dev.backflow.uploads.UploadService;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.jspecify.annotations.Nullable;
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
@Tag(name = "Datasets")
@RestController
@RequestMapping(path = DatasetsController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
class DatasetsController {

    static final String PATH = "/api/v1/datasets";

    /** No id is the name of an operation, so that what can be done there is not announced for it. */
    private static final String ONE = "/{id:(?!preview$).+}";

    private final UploadService uploads;
    private final JsonBody json;
    private final Limits limits;

    DatasetsController(UploadService uploads, JsonBody json, Limits limits) {
        this.uploads = uploads;
        this.json = json;
        this.limits = limits;
    }

    /**
     * Upload a CSV file. UTF-8, with a header, values quoted where need be (RFC 4180); empty values are missing ones.
     * What its columns hold comes back. To train on it, submit a run with {@code "dataset": {"type": "csv", "dataset":
     * <id>, "target": <column>}}.
     *
     * @param name for people; left out, a summary
     * @param separator of the values; left out, it is found in the header
     * @return The data set as it was understood
     */
    @PostMapping(consumes = "text/csv")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<DatasetView> uploadDataset(
            @RequestBody(required = false) byte @Nullable [] body,
            @Schema(implementation = GivenName.class) @RequestParam(required = false) @Nullable String name,
            @RequestParam(required = false) @Nullable Separator separator) {
        Upload upload = uploads.store(body == null ? new byte[0] : body, checked(name), separator);
        return ResponseEntity.created(URI.create(PATH + "/" + upload.id())).body(DatasetView.of(upload));
    }

    /**
     * List uploaded data sets, newest first.
     *
     * @param pageSize data sets at most
     * @param pageToken {@code next_page_token} of the page before; left out, the first page
     * @return A page of data sets
     */
    @GetMapping
    Items<DatasetView> listDatasets(
            @Schema(minimum = "1", maximum = "" + Paging.MOST_ON_A_PAGE)
                    @RequestParam(name = "page_size", defaultValue = "50")
                    int pageSize,
            @RequestParam(name = "page_token", required = false) @Nullable String pageToken) {
        PageToken after = Paging.token(pageToken);
        int size = Paging.size(pageSize);
        UploadPage page = after == null ? uploads.list(size) : uploads.olderThan(after.submittedAt(), after.id(), size);
        return new Items<>(page.uploads().stream().map(DatasetView::of).toList(), next(page));
    }

    private static @Nullable String next(UploadPage page) {
        if (!page.more()) {
            return null;
        }
        Upload last = page.uploads().get(page.uploads().size() - 1);
        return new PageToken(last.createdAt(), last.id()).toString();
    }

    /**
     * Read what an uploaded data set holds.
     *
     * @param id the data set
     * @return The data set, column by column
     */
    @GetMapping(ONE)
    DatasetView getDataset(@PathVariable String id) {
        return DatasetView.of(uploads.get(id));
    }

    /**
     * Delete an uploaded data set. One that a run was trained on stays until that run is deleted.
     *
     * @param id the data set
     */
    @DeleteMapping(ONE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteDataset(@PathVariable String id) {
        uploads.delete(id);
    }

    /**
     * Look at the points of any data set, for a scatter plot, without training on it.
     *
     * @return A column for each input and each target
     */
    @PostMapping(path = "/preview", consumes = MediaType.APPLICATION_JSON_VALUE)
    PreviewView previewDataset(@RequestBody @Schema(implementation = PreviewRequest.class) byte[] body) {
        PreviewRequest request = json.read(body, PreviewRequest.class);
        limits.previews().judge(request);
        return PreviewView.of(request.dataset(), Preview.of(request.dataset(), uploads, request.points()));
    }

    private static @Nullable String checked(@Nullable String name) {
        try {
            return name == null ? null : GivenName.of("name", name);
        } catch (InvalidSpecException e) {
            throw new BadQueryException("name", name, e.reason());
        }
    }
}
