package dev.backflow.engine.metrics;

import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/** {@link ConfusionMetric.F1}: counts for each output, or for all together. */
final class F1Accumulator implements Metric.Accumulator {

    /** Keras adds it to every divisor, and calls nothing smaller than {@link #NOTHING} positive. */
    private static final double EPSILON = 1e-7;

    private static final float NOTHING = 1e-9f;

    private final ConfusionMetric.F1 metric;
    private final double[] truePositives;
    private final double[] falsePositives;
    private final double[] falseNegatives;

    F1Accumulator(ConfusionMetric.F1 metric, int outputs) {
        this.metric = metric;
        int counts = metric.average() == ConfusionMetric.F1.Average.MICRO ? 1 : outputs;
        truePositives = new double[counts];
        falsePositives = new double[counts];
        falseNegatives = new double[counts];
    }

    @Override
    public void reset() {
        Arrays.fill(truePositives, 0);
        Arrays.fill(falsePositives, 0);
        Arrays.fill(falseNegatives, 0);
    }

    @Override
    public void add(FMatrixRMaj outputs, FMatrixRMaj targets) {
        for (int example = 0; example < outputs.numCols; example++) {
            float largest = largest(outputs, example);
            for (int row = 0; row < outputs.numRows; row++) {
                count(
                        truePositives.length == 1 ? 0 : row,
                        positive(outputs.unsafe_get(row, example), largest, outputs.numRows),
                        targets.unsafe_get(row, example) != 0);
            }
        }
    }

    private static float largest(FMatrixRMaj outputs, int example) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int row = 0; row < outputs.numRows; row++) {
            largest = Math.max(largest, outputs.unsafe_get(row, example));
        }
        return largest;
    }

    private boolean positive(float output, float largest, int outputs) {
        if (metric.threshold() != null || outputs == 1) {
            return output
                    > (metric.threshold() == null ? 0.5f : metric.threshold().floatValue());
        }
        return output >= largest && Math.abs(output) > NOTHING;
    }

    private void count(int at, boolean predicted, boolean positive) {
        if (predicted) {
            truePositives[at] += positive ? 1 : 0;
            falsePositives[at] += positive ? 0 : 1;
        } else {
            falseNegatives[at] += positive ? 1 : 0;
        }
    }

    @Override
    public double result() {
        boolean byPositives = metric.average() == ConfusionMetric.F1.Average.WEIGHTED;
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < truePositives.length; i++) {
            double precision = truePositives[i] / (truePositives[i] + falsePositives[i] + EPSILON);
            double recall = truePositives[i] / (truePositives[i] + falseNegatives[i] + EPSILON);
            double weight = byPositives ? truePositives[i] + falseNegatives[i] : 1;
            sum += weight * 2 * precision * recall / (precision + recall + EPSILON);
            weights += weight;
        }
        return sum / (byPositives ? weights + EPSILON : weights);
    }
}
