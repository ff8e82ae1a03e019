package dev.backflow.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.backflow.diagnosis.Signal;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.storage.RecordedRun;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of what columns are, and what was measured; what does not apply is missing.
 *
 * @param runId the run
 * @param experimentId the experiment, whose columns are bands over its seeds
 * @param runs several runs, whose columns begin with their ids
 * @param signal what was derived from tensors
 * @param tensor what was measured in each layer
 * @param statistic the number about the tensor
 * @param layer the only layer
 * @param metric the only metric
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Measured(
        @Nullable String runId,
        @Nullable String experimentId,
        @Nullable List<NamedRun> runs,
        @Schema(implementation = Signal.class) @Nullable String signal,
        @Schema(implementation = Tensor.class) @Nullable String tensor,
        @Schema(implementation = Statistic.class) @Nullable String statistic,
        @Nullable String layer,
        @Nullable String metric) {

    /** What a legend shows instead of an id. */
    record NamedRun(String id, String name) {}

    /** Loss and metrics. */
    static Measured ofRun(String id) {
        return new Measured(id, null, null, null, null, null, null, null);
    }

    /** Loss and metrics, over its seeds. */
    static Measured ofExperiment(String id) {
        return new Measured(null, id, null, null, null, null, null, null);
    }

    static Measured ofRuns(List<RecordedRun> several) {
        List<NamedRun> named =
                several.stream().map(run -> new NamedRun(run.id(), run.name())).toList();
        return new Measured(null, null, named, null, null, null, null, null);
    }

    Measured of(Signal derived) {
        return new Measured(runId, experimentId, runs, derived.wireName(), null, null, null, null);
    }

    Measured of(Tensor measured, Statistic number) {
        return new Measured(runId, experimentId, runs, null, measured.wireName(), number.wireName(), null, null);
    }

    Measured ofMetric(String only) {
        return new Measured(runId, experimentId, runs, null, null, null, null, only);
    }

    Measured in(String only) {
        return new Measured(runId, experimentId, runs, signal, tensor, statistic, only, metric);
    }
}
