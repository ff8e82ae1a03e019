package dev.backflow.api;

import dev.backflow.experiments.Estimate;
import dev.backflow.experiments.ExperimentRequest;
import dev.backflow.runs.RunRequest;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is ready to submit: runs, an experiment, or both.
 *
 * @param name as in its address
 * @param kind what {@code POST} makes of it without {@code seeds}
 * @param title for people, one line
 * @param description what it shows and where to look
 * @param runs what is posted to {@code /api/v1/runs}; none of an experiment
 * @param experiment what is posted to {@code /api/v1/experiments}, with the claim that it checks; null if there are runs
 *     only
 * @param estimate what the experiment costs
 */
record PresetView(
        String name,
        @Schema(implementation = Kind.class) String kind,
        String title,
        String description,
        List<RunRequest> runs,
        @Nullable ExperimentRequest experiment,
        @Nullable Estimate estimate) {

    /** What is made of a preset. */
    enum Kind {
        RUNS,
        EXPERIMENT
    }
}
