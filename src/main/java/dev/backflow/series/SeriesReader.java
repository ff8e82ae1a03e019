package dev.backflow.series;

import dev.backflow.recording.Axis;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.runs.RunService;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.RunSpecs;
import dev.backflow.storage.MetricColumn;
import dev.backflow.storage.RecordedRuns;
import dev.backflow.storage.StatisticColumn;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/** Reads what was recorded of a run as columns; of a run that still trains, what is stored so far. */
@Service
public class SeriesReader {

    private static final int[] NO_EPOCHS = {};

    private final RunService runs;
    private final RecordedRuns recorded;

    SeriesReader(RunService runs, RecordedRuns recorded) {
        this.runs = runs;
        this.recorded = recorded;
    }

    /** Loss and metrics, in the order of the spec, {@code val_} after them. */
    public Columns metrics(String runId) {
        runs.get(runId);
        Map<String, MetricColumn> metrics = recorded.metrics(runId);
        int[] epochs =
                metrics.values().stream().findFirst().map(MetricColumn::epochs).orElse(NO_EPOCHS);
        Columns columns = Columns.over(epochs);
        metrics.forEach((name, column) -> columns.add(name, column.values(), null));
        return columns;
    }

    /** Along the epochs. */
    public Columns series(
            String runId, Tensor tensor, Statistic statistic, Collection<String> layers, int from, int to) {
        return series(runId, Axis.EPOCH, tensor, statistic, layers, from, to);
    }

    /**
     * One statistic of one tensor, a column for each layer that has the tensor, in the order of the network.
     *
     * @param axis whether {@code from} and {@code to} are epochs, or steps recorded inside them
     * @param layers only these; none means all
     * @throws BadQueryException if the run does not record the tensor or nothing along the axis, or has no such layer
     */
    public Columns series(
            String runId, Axis axis, Tensor tensor, Statistic statistic, Collection<String> layers, int from, int to) {
        RunSpec spec = RunSpecs.of(runs.get(runId));
        check(spec, tensor, layers, from, to);
        checkAxis(spec, axis);
        Map<String, StatisticColumn> found = recorded.statistics(runId, axis, tensor, statistic, layers, from, to);
        int[] places =
                found.values().stream().findFirst().map(StatisticColumn::epochs).orElse(NO_EPOCHS);
        String sample = spec.recording().sampleName();
        Columns columns = axis == Axis.STEP
                ? Columns.overSteps(places, spec.stepsPerEpoch(), sample)
                : Columns.over(places, sample);
        for (String layer : spec.layerNames(tensor)) {
            if (layers.isEmpty() || layers.contains(layer)) {
                StatisticColumn column =
                        found.getOrDefault(layer, new StatisticColumn(places, new double[0], new long[0]));
                columns.add(layer, column.values(), statistic == Statistic.NON_FINITE ? null : column.nonFinite());
            }
        }
        return columns;
    }

    private static void checkAxis(RunSpec spec, Axis axis) {
        if (axis == Axis.STEP && spec.recording().everySteps() == null) {
            throw new BadQueryException(
                    "axis",
                    axis.wireName(),
                    "has nothing in this run, which records whole epochs only; set recording.every_steps in a new run");
        }
    }

    private static void check(RunSpec spec, Tensor tensor, Collection<String> layers, int from, int to) {
        List<Tensor> tensors = spec.recording().tensors();
        if (!tensors.contains(tensor)) {
            List<String> names = tensors.stream().map(Tensor::wireName).toList();
            throw new BadQueryException("tensor", tensor.wireName(), "is not recorded in this run, which has " + names);
        }
        List<String> having = spec.layerNames(tensor);
        for (String layer : layers) {
            if (!having.contains(layer)) {
                String missing = spec.layerNames().contains(layer)
                        ? "has no " + tensor.wireName()
                        : "is not a layer of this run";
                throw new BadQueryException("layers", layer, missing + "; those that have one are " + having);
            }
        }
        checkRange(from, to);
    }

    static void checkRange(int from, int to) {
        if (from < 0) {
            throw new BadQueryException("from", String.valueOf(from), "must not be below 0, where every axis begins");
        }
        if (from > to) {
            throw new BadQueryException("from", String.valueOf(from), "must not be above to, which is " + to);
        }
    }
}
