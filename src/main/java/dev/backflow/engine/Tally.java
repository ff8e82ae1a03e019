package dev.backflow.engine;

import dev.backflow.engine.metrics.Metric;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** Loss and metrics of the batches added since the last {@link #reset}, without allocating until they are asked for. */
final class Tally {

    private final Network network;
    private final Metric.Accumulator[] metrics;
    private final float @Nullable [] units;
    private final FMatrixRMaj outputsInUnits = new FMatrixRMaj(1, 1);
    private final FMatrixRMaj targetsInUnits = new FMatrixRMaj(1, 1);
    private double loss;
    private int examples;

    /**
     * @param units of the targets ({@link Examples#units}): metrics of scaled targets are errors, which a unit
     *     multiplies and a shift leaves as they are
     * @param labels whether each target column is a label by itself
     */
    Tally(Network network, List<Metric> metrics, int outputs, float @Nullable [] units, boolean labels) {
        this.network = network;
        this.units = units;
        this.metrics = metrics.stream()
                .map(metric -> labels ? metric.accumulatorOfLabels(outputs) : metric.accumulator(outputs))
                .toArray(Metric.Accumulator[]::new);
    }

    void reset() {
        loss = 0;
        examples = 0;
        for (Metric.Accumulator metric : metrics) {
            metric.reset();
        }
    }

    /** Adds the batch last sent forward, to infer or to train. Its weights count for the loss, not for metrics. */
    void add(Batch batch) {
        FMatrixRMaj targets = batch.targets;
        loss += network.lossSum(targets, batch.weights);
        examples += targets.numCols;
        FMatrixRMaj answered = units == null ? network.output() : inUnits(network.output(), units, outputsInUnits);
        FMatrixRMaj aimedAt = units == null ? targets : inUnits(targets, units, targetsInUnits);
        for (Metric.Accumulator metric : metrics) {
            metric.add(answered, aimedAt);
        }
    }

    private static FMatrixRMaj inUnits(FMatrixRMaj scaled, float[] units, FMatrixRMaj result) {
        result.reshape(scaled.numRows, scaled.numCols);
        for (int i = 0, n = scaled.getNumElements(); i < n; i++) {
            result.data[i] = scaled.data[i] * units[i / scaled.numCols];
        }
        return result;
    }

    Evaluation result() {
        return new Evaluation(
                loss / examples,
                Arrays.stream(metrics).map(Metric.Accumulator::result).toList());
    }
}
