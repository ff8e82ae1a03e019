package dev.backflow.api;

import dev.backflow.findings.Findings;
import dev.backflow.runs.ForkRequest;
import dev.backflow.runs.IdempotentRequests;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunForks;
import dev.backflow.runs.RunNaming;
import dev.backflow.runs.RunService;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What can be done with a run that is there. */
@Tag(name = "Runs")
@RestController
@RequestMapping(path = "/api/v1/runs/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
class RunActionsController {

    private final RunService runs;
    private final RunForks forks;
    private final IdempotentRequests repeated;
    private final JsonBody json;
    private final Recordings recordings;
    private final Findings findings;

    RunActionsController(
            RunService runs,
            RunForks forks,
            IdempotentRequests repeated,
            JsonBody json,
            Recordings recordings,
            Findings findings) {
        this.runs = runs;
        this.forks = forks;
        this.repeated = repeated;
        this.json = json;
        this.recordings = recordings;
        this.findings = findings;
    }

    /**
     * Rename, relabel, pin a run or write notes about it. The body is a JSON merge patch (RFC 7396): what it names is
     * changed, null removes a label or the notes, or brings back the name made from the spec. All else of a run is
     * final; fork it to change the spec.
     *
     * @param id the run
     * @param match the {@code ETag} of the run as it is to be changed; what has become another one is not
     * @param noneMatch an {@code ETag} of a run that is not to be changed
     * @return The changed run
     */
    @PatchMapping(consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"})
    ResponseEntity<RunView> patchRun(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String noneMatch,
            @RequestBody @Schema(implementation = RunNaming.class) byte[] body) {
        Run changed = runs.rename(id, json.parseObject(body), run -> EntityTags.require(run, match, noneMatch));
        return ResponseEntity.ok().eTag(EntityTags.of(changed)).body(RunView.of(changed));
    }

    /**
     * Fork a run. The new run has the same spec but for the patch, and begins at the latest checkpoint kept up to
     * {@code from_epoch} ({@code recording.keep_checkpoints}), or with the untrained network. From a checkpoint on, all
     * may change that leaves the weights their shape: another optimizer begins with nothing to remember, other data or
     * another loss let early stopping and reduce_on_plateau begin anew; otherwise they go on with what they remember.
     *
     * @param id the run to fork
     * @param key repeated within a day with the same request, however written, it finds the run made first
     * @return The new run, queued, with {@code warnings} as of a submission
     */
    @PostMapping(path = "/fork", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    ResponseEntity<RunView> forkRun(
            @PathVariable String id,
            @Schema(pattern = IdempotencyKeyHeader.PATTERN)
                    @RequestHeader(name = IdempotencyKeyHeader.HEADER, required = false)
                    @Nullable
                    String key,
            @RequestBody @Schema(implementation = ForkRequest.class) byte[] body) {
        ForkRequest request = json.read(body, ForkRequest.class);
        Run run = repeated.once(
                        IdempotencyKeyHeader.checked(key),
                        "fork " + id,
                        () -> forks.meaning(id, request),
                        () -> List.of(forks.fork(id, request)))
                .get(0);
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/runs/" + run.id()))
                .body(RunView.of(run)
                        .warning(findings.foresee(recordings.open(run.id()).spec())));
    }

    /**
     * Cancel a run. Its worker stops within two seconds; what was recorded until then stays.
     *
     * @param id the run, which must be queued or running, or cancelled already
     * @return The cancelled run
     */
    @PostMapping("/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RunView cancelRun(@PathVariable String id) {
        return RunView.of(runs.cancel(id));
    }

    /**
     * Delete a run. Everything recorded of it goes with it, for good.
     *
     * @param id the run, which must have ended
     * @return It is gone
     */
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteRun(@PathVariable String id) {
        runs.delete(id);
    }
}
