package dev.backflow.engine;

import dev.backflow.engine.metrics.Metric;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/** Loss and metrics of the batches added since the last {@link #reset}, without allocating until they are asked for. */
final class Tally {

    private final Network network;
    private final Metric.Accumulator[] metrics;
    private double loss;
    private int examples;

    Tally(Network network, List<Metric> metrics, int outputs) {
        this.network = network;
        this.metrics =
                metrics.stream().map(metric -> metric.accumulator(outputs)).toArray(Metric.Accumulator[]::new);
    }

    void reset() {
        loss = 0;
        examples = 0;
        for (Metric.Accumulator metric : metrics) {
            metric.reset();
        }
    }

    /** Adds the batch last sent forward, to infer or to train; {@code targets} are outputs × examples. */
    void add(FMatrixRMaj targets) {
        loss += network.lossSum(targets);
        examples += targets.numCols;
        for (Metric.Accumulator metric : metrics) {
            metric.add(network.output(), targets);
        }
    }

    Evaluation result() {
        return new Evaluation(
                loss / examples,
                Arrays.stream(metrics).map(Metric.Accumulator::result).toList());
    }
}
