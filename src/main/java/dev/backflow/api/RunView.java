package dev.backflow.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.backflow.diagnosis.Finding;
import dev.backflow.diagnosis.Signal;
import dev.backflow.figures.FigureName;
import dev.backflow.recording.Outline;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunDescription;
import dev.backflow.runs.RunError;
import dev.backflow.runs.RunResult;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.RunState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run as clients see it. Spec, result and reproduction are stored as the JSON that is shown.
 *
 * @param id opaque; later runs have larger ones
 * @param spec with every default filled in
 * @param notes what people want to remember of it; null if nothing
 * @param pinned whether the service keeps it however old it becomes
 * @param summary data set, network and optimizer in one line
 * @param outline what is recorded
 * @param figures those that can be drawn of the run as it is now
 * @param signals those that the recording gives
 * @param forkedFrom where the run began; null if with the untrained network of nobody else's
 * @param result how well the run did; null until it has succeeded
 * @param reproduction on what it was trained; null until it has begun
 * @param links where to read on
 * @param warnings what is certain to go wrong, said where the run is submitted; left out otherwise
 */
public record RunView(
        String id,
        String name,
        Map<String, String> labels,
        @Nullable String notes,
        String priority,
        boolean pinned,
        @Nullable Fork forkedFrom,

        @JsonRawValue @Schema(implementation = RunSpec.class)
        String spec,

        String summary,
        Outline outline,
        Status status,

        @JsonRawValue @Schema(implementation = RunResult.class) @Nullable
        String result,

        @JsonRawValue @Schema(implementation = Map.class) @Nullable
        String reproduction,

        @Schema(implementation = FigureName.class) List<String> figures,
        @Schema(implementation = Signal.class) List<String> signals,
        Links links,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<FindingsView.Item> warnings) {

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
        RunDescription description = run.description();
        Outline outline = description.outline();
        boolean plane = description.plane() && run.state() == RunState.SUCCEEDED;
        return new RunView(
                run.id(),
                run.name(),
                run.labels(),
                run.notes().orElse(null),
                run.priority().wireName(),
                run.isPinned(),
                run.forkedFrom()
                        .map(forked -> new Fork(forked, run.firstEpoch()))
                        .orElse(null),
                run.spec(),
                description.summary(),
                outline,
                status(run),
                run.result().orElse(null),
                run.reproduction().orElse(null),
                FigureName.of(outline, plane).stream().map(FigureName::wireName).toList(),
                Stream.of(Signal.values())
                        .filter(signal -> signal.isIn(outline))
                        .map(Signal::wireName)
                        .toList(),
                Links.of(self),
                null);
    }

    /** The same with what is certain before it is trained. */
    RunView warning(List<Finding> foreseen) {
        return new RunView(
                id,
                name,
                labels,
                notes,
                priority,
                pinned,
                forkedFrom,
                spec,
                summary,
                outline,
                status,
                result,
                reproduction,
                figures,
                signals,
                links,
                FindingsView.Item.of(foreseen));
    }

    public static Status status(Run run) {
        int trained = run.epoch() - run.firstEpoch();
        boolean known = trained > 0 && run.trainingMillis() > 0;
        double speed = trained * 1000.0 / run.trainingMillis();
        return new Status(
                run.state().wireName(),
                run.epoch(),
                run.epochs(),
                run.attempt(),
                known ? speed : null,
                known && run.state() == RunState.RUNNING ? (run.epochs() - run.epoch()) / speed : null,
                run.submittedAt(),
                run.startedAt().orElse(null),
                run.finishedAt().orElse(null),
                run.error().orElse(null));
    }
}
