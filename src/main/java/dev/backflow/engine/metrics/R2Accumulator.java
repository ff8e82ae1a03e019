package dev.backflow.engine.metrics;

import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/** {@link Metric.R2}: sums and sums of squares for each output. */
final class R2Accumulator implements Metric.Accumulator {

    private final Metric.R2.ClassAggregation aggregation;
    private final double[] sums;
    private final double[] squares;
    private final double[] residuals;
    private long examples;

    R2Accumulator(Metric.R2.ClassAggregation aggregation, int outputs) {
        this.aggregation = aggregation;
        sums = new double[outputs];
        squares = new double[outputs];
        residuals = new double[outputs];
    }

    @Override
    public void reset() {
        examples = 0;
        Arrays.fill(sums, 0);
        Arrays.fill(squares, 0);
        Arrays.fill(residuals, 0);
    }

    @Override
    public void add(FMatrixRMaj outputs, FMatrixRMaj targets) {
        examples += outputs.numCols;
        for (int i = 0; i < outputs.getNumElements(); i++) {
            int output = i / outputs.numCols;
            double t = targets.data[i];
            double error = t - outputs.data[i];
            sums[output] += t;
            squares[output] += t * t;
            residuals[output] += error * error;
        }
    }

    @Override
    public double result() {
        double weighted = 0;
        double weights = 0;
        for (int output = 0; output < sums.length; output++) {
            double variation = squares[output] - sums[output] * (sums[output] / examples);
            double score = 1 - residuals[output] / variation;
            double weight = aggregation == Metric.R2.ClassAggregation.UNIFORM_AVERAGE ? 1 : variation;
            weighted += weight * (Double.isInfinite(score) ? 0 : score);
            weights += weight;
        }
        return weighted / weights;
    }
}
