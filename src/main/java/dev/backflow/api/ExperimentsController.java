package dev.backflow.api;

import dev.backflow.experiments.Experiment;
import dev.backflow.experiments.ExperimentPage;
import dev.backflow.experiments.ExperimentRequest;
import dev.backflow.experiments.Experiments;
import dev.backflow.runs.PageToken;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Experiments: grids of runs, each repeated over seeds. */
@Tag(name = "Experiments")
@RestController
@RequestMapping(path = ExperimentsController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
class ExperimentsController {

    static final String PATH = "/api/v1/experiments";

    private final Experiments experiments;
    private final ExperimentSubmission submission;
    private final JsonBody json;

    ExperimentsController(Experiments experiments, ExperimentSubmission submission, JsonBody json) {
        this.experiments = experiments;
        this.submission = submission;
        this.json = json;
    }

    /**
     * Train a grid of networks over seeds. Every combination of the axes' values is a cell, and every cell is trained
     * with every seed. The whole grid is checked before anything is trained; the answer says what it will cost, and what
     * it will not be able to tell. Runs are trained seed by seed, so that an answer over few seeds is there early.
     *
     * @param validateOnly only check the request and answer its cells and what it would cost
     * @param key repeated within a day with the same request, however written, it finds the experiment made first
     * @return The experiment
     */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> submitExperiment(
            @RequestBody @Schema(implementation = ExperimentRequest.class) byte[] body,
            @RequestParam(name = "validate_only", defaultValue = "false") boolean validateOnly,
            @Schema(pattern = IdempotencyKeyHeader.PATTERN)
                    @RequestHeader(name = IdempotencyKeyHeader.HEADER, required = false)
                    @Nullable
                    String key) {
        IdempotencyKeyHeader.checked(key);
        ExperimentRequest request = json.read(body, ExperimentRequest.class);
        return validateOnly
                ? ResponseEntity.ok(ExperimentPlanView.of(request, experiments.check(request)))
                : submission.submit(request, key);
    }

    /**
     * List experiments, newest first.
     *
     * @param fields only these of each experiment, such as {@code id,name,status}; left out, all
     * @param pageSize from 1 to 200
     * @param pageToken {@code next_page_token} of the page before
     * @return A page of experiments
     */
    @GetMapping
    Items<Some<ExperimentView>> listExperiments(
            @Schema(pattern = "^[a-z_]+$") @RequestParam(required = false) @Nullable List<String> fields,
            @Schema(minimum = "1", maximum = "" + Paging.MOST_ON_A_PAGE)
                    @RequestParam(name = "page_size", defaultValue = "50")
                    int pageSize,
            @RequestParam(name = "page_token", required = false) @Nullable String pageToken) {
        Set<String> chosen = Fields.of(ExperimentView.class, fields);
        ExperimentPage page = experiments.list(Paging.token(pageToken), Paging.size(pageSize));
        return new Items<>(
                Some.of(page.experiments(), this::listed, chosen),
                page.next().map(PageToken::toString).orElse(null));
    }

    /** Without looking into its runs. */
    private ExperimentView listed(Experiment experiment) {
        return ExperimentView.of(experiment, experiments.standing(experiment), null);
    }

    /**
     * Look at an experiment. What was asked, how far its runs are and, when all have ended, whether what was claimed
     * holds.
     *
     * @param id the experiment
     * @return The experiment
     */
    @GetMapping("/{id}")
    ExperimentView getExperiment(@PathVariable String id) {
        return submission.view(experiments.get(id));
    }

    /**
     * Cancel an experiment. Its runs that have not ended are cancelled; what was recorded until then stays.
     *
     * @param id the experiment, which must be queued or running, or cancelled already
     * @return The cancelled experiment
     */
    @PostMapping("/{id}/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ExperimentView cancelExperiment(@PathVariable String id) {
        return submission.view(experiments.cancel(id));
    }

    /**
     * Delete an experiment. Its runs and everything recorded of them go with it, for good.
     *
     * @param id the experiment, which must have ended
     * @return It is gone
     */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteExperiment(@PathVariable String id) {
        experiments.delete(id);
    }
}
