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
 * @param forkedFrom where the run began; null if with the untrained network of nobody else's
 * @param result how well the run did; null until it has succeeded
 * @param reproduction on what it was trained; null until it has begun
 * @param links where to read on
 */
public record RunView(
        String id,
        String name,
        Map<String, String> labels,
        String priority,
        @Nullable Fork forkedFrom,

        @JsonRawValue @Schema(implementation = RunSpec.class)
        String spec,

        Status status,

        @JsonRawValue @Schema(implementation = RunResult.class) @Nullable
        String result,

        @JsonRawValue @Schema(implementation = Map.class) @Nullable
        String reproduction,

        Links links) {

    /**
     * Addresses, relative to the server.
     *
     * @param series one of them; other tensors and statistics are asked for in the query
     * @param signals one of them
     * @param figures one of them
     * @param exports in one of the formats
     * @param model once the run has succeeded
     */
    record Links(
            String self,
            String events,
            String metrics,
            String series,
            String signals,
            String findings,
            String figures,
            String exports,
            String model) {

        static Links of(String self) {
            return new Links(
                    self,
                    self + "/events",
                    self + "/metrics",
                    self + "/series?tensor=kernel_gradient&statistic=std",
                    self + "/signals/saturation",
                    self + "/findings",
                    self + "/figures/gradients.svg",
                    self + "/export.csv",
                    self + "/model");
        }
    }

    /**
     * Where a forked run began.
     *
     * @param run which may have been deleted since
     * @param epoch the first that is recorded; 0 is the untrained network
     */
    record Fork(String run, int epoch) {}

    /**
     * Where the run stands.
     *
     * @param epoch the last whose numbers can be read
     * @param epochs how many there will be
     * @param attempt grows when the run is taken up again because its worker died; 0 until it has begun
     * @param epochsPerSecond how fast it has been trained up to {@code epoch}; null until that is known
     * @param secondsLeft how long it takes to the last epoch at that speed; null when it is not running
     * @param error why the run failed; null if it did not
     */
    record Status(
            @Schema(implementation = RunState.class) String state,
            int epoch,
            int epochs,
            int attempt,
            @Nullable Double epochsPerSecond,
            @Nullable Double secondsLeft,
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
                run.priority().wireName(),
                run.forkedFrom()
                        .map(forked -> new Fork(forked, run.firstEpoch()))
                        .orElse(null),
                run.spec(),
                status(run),
                run.result().orElse(null),
                run.reproduction().orElse(null),
                Links.of(self));
    }

    public static Status status(Run run) {
        int trained = run.epoch() - run.firstEpoch();
        boolean known = trained > 0 && run.trainingMillis() > 0;
        Double speed = known ? trained * 1000.0 / run.trainingMillis() : null;
        return new Status(
                run.state().wireName(),
                run.epoch(),
                run.epochs(),
                run.attempt(),
                speed,
                known && run.state() == RunState.RUNNING ? (run.epochs() - run.epoch()) / speed : null,
                run.submittedAt(),
                run.startedAt().orElse(null),
                run.finishedAt().orElse(null),
                run.error().orElse(null));
    }
}
