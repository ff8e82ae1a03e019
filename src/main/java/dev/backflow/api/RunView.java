package dev.backflow.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunError;
import dev.backflow.runs.RunResult;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.RunState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as clients see it. Spec, result and reproduction are stored as the JSON that is shown.
 *
 * @param id opaque; later runs have larger ones
 * @param spec with every default filled in
 * @param result how well the run did; null until it has succeeded
 * @param reproduction on what it was trained; null until it has begun
 * @param links where to read on
 */
record RunView(
        String id,
        String name,
        Map<String, String> labels,

        @JsonRawValue @Schema(implementation = RunSpec.class)
        String spec,

        Status status,

        @JsonRawValue @Schema(implementation = RunResult.class) @Nullable
        String result,

        @JsonRawValue @Schema(implementation = Map.class) @Nullable
        String reproduction,

        Links links) {

    /** Addresses, relative to the server. */
    record Links(String self, String metrics, String series, String model) {}

    /**
     * Where the run stands.
     *
     * @param epoch the last whose numbers can be read
     * @param epochs how many there will be
     * @param attempt grows when the run begins anew because its worker died; 0 until it has begun
     * @param error why the run failed; null if it did not
     */
    record Status(
            @Schema(implementation = RunState.class) String state,
            int epoch,
            int epochs,
            int attempt,
            Instant submittedAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,

            @JsonRawValue @Schema(implementation = RunError.class) @Nullable
            String error) {}

    static RunView of(Run run) {
        String self = "/api/v1/runs/" + run.id();
        return new RunView(
                run.id(),
                run.name(),
                run.labels(),
                run.spec(),
                new Status(
                        run.state().wireName(),
                        run.epoch(),
                        run.epochs(),
                        run.attempt(),
                        run.submittedAt(),
                        run.startedAt().orElse(null),
                        run.finishedAt().orElse(null),
                        run.error().orElse(null)),
                run.result().orElse(null),
                run.reproduction().orElse(null),
                new Links(
                        self,
                        self + "/metrics",
                        self + "/series?tensor=kernel_gradient&statistic=std",
                        self + "/model"));
    }
}
