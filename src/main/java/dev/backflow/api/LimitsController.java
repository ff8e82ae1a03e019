package dev.backflow.api;

import dev.backflow.runs.Limits;
import dev.backflow.runs.RunLimits;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the service refuses because it is too much. */
@Tag(name = "Catalog")
@RestController
@RequestMapping(path = "/api/v1/limits", produces = MediaType.APPLICATION_JSON_VALUE)
class LimitsController {

    private final LimitsView limits;

    /**
     * The limits of this node; {@code backflow.limits} changes them, those of a group by the names they have here, such
     * as {@code backflow.limits.run.weights}. A refusal names the limit, how much was asked for and how much may be.
     *
     * @param bodyBytes largest request body that is JSON
     * @param datasetBytes largest uploaded data set
     * @param bodySeconds how long a body may take to arrive; slower ones are answered with 408
     * @param queuedRuns how many runs may wait; more are answered with 503 and {@code Retry-After}
     * @param runSeconds how long a run may be trained; longer ones fail with {@code deadline_exceeded}
     * @param idempotencyKeySeconds how long a repeated request finds the run that the first one made
     * @param pageSize most runs on a page
     * @param waitSeconds longest {@code Prefer: wait}
     * @param attemptsInVain how often a run is begun without getting any further before it fails with {@code
     *     crash_loop}
     * @param run what one run may cost
     * @param predictions how much may be asked of a trained network at once
     * @param previews how much of a data set may be looked at
     * @param owner what all that one owner has may come to, where callers say who they are
     * @param atOnce what clients may hold at the same time, all together and each
     */
    record LimitsView(
            long bodyBytes,
            long datasetBytes,
            long bodySeconds,
            int queuedRuns,
            long runSeconds,
            long idempotencyKeySeconds,
            int pageSize,
            int waitSeconds,
            int attemptsInVain,
            RunLimits run,
            Limits.Predictions predictions,
            Limits.Previews previews,
            Limits.Owner owner,
            Limits.AtOnce atOnce) {}

    LimitsController(Limits limits) {
        this.limits = new LimitsView(
                limits.body().toBytes(),
                limits.dataset().toBytes(),
                limits.bodyTime().toSeconds(),
                limits.queue(),
                limits.runTime().toSeconds(),
                limits.idempotencyKeyAge().toSeconds(),
                Paging.MOST_ON_A_PAGE,
                LongPolls.LONGEST_SECONDS,
                Limits.ATTEMPTS_IN_VAIN,
                limits.run(),
                limits.predictions(),
                limits.previews(),
                limits.owner(),
                limits.atOnce());
    }

    /**
     * List the limits. The bounds of each field of a spec are in this description and told by the problems.
     *
     * @return All of them
     */
    @GetMapping
    LimitsView getLimits() {
        return limits;
    }
}
