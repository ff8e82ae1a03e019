package dev.backflow.engine.metrics;

import dev.backflow.engine.losses.TargetKind;
import dev.backflow.spec.Alias;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;

/** A metric that is the mean of a number about each example. */
public sealed interface MeanMetric extends Metric
        permits MeanMetric.Accuracy, MeanMetric.TopK, MeanMetric.Mse, MeanMetric.Rmse, MeanMetric.Mae {

    /** The number about each example, added up over a batch. Matrices are outputs × examples. */
    double sum(FMatrixRMaj outputs, FMatrixRMaj targets);

    /** What the mean is reported as. */
    default double reported(double mean) {
        return mean;
    }

    @Override
    default Accumulator accumulator(int outputs) {
        return new Mean(this);
    }

    /** The sum and number so far. */
    class Mean implements Accumulator {

        private final MeanMetric metric;
        private double sum;
        private long examples;

        private Mean(MeanMetric metric) {
            this.metric = metric;
        }

        @Override
        public void reset() {
            sum = 0;
            examples = 0;
        }

        @Override
        public void add(FMatrixRMaj outputs, FMatrixRMaj targets) {
            sum += sum(outputs, targets);
            examples += outputs.numCols;
        }

        double sum(FMatrixRMaj outputs, FMatrixRMaj targets) {
            return metric.sum(outputs, targets);
        }

        @Override
        public double result() {
            return metric.reported(sum / examples);
        }
    }

    private static int largest(FMatrixRMaj matrix, int example) {
        int best = 0;
        for (int row = 1; row < matrix.numRows; row++) {
            if (matrix.unsafe_get(row, example) > matrix.unsafe_get(best, example)) {
                best = row;
            }
        }
        return best;
    }

    private static double squares(FMatrixRMaj outputs, FMatrixRMaj targets) {
        double sum = 0;
        for (int i = 0, n = outputs.getNumElements(); i < n; i++) {
            double error = outputs.data[i] - targets.data[i];
            sum += error * error;
        }
        return sum / outputs.numRows;
    }

    /**
     * Measures the share of right predictions. With one output, those on the target's side of 0.5; with several, those
     * whose largest output (the first, among equals) is at the largest target, as Keras picks by the shape. Of several
     * labels, the share of outputs on their target's side of 0.5: Keras' {@code binary_accuracy}.
     */
    @Alias({"acc", "binary_accuracy", "categorical_accuracy", "sparse_categorical_accuracy"})
    record Accuracy() implements MeanMetric {

        @Override
        public boolean smallerIsBetter() {
            return false;
        }

        @Override
        public double sum(FMatrixRMaj outputs, FMatrixRMaj targets) {
            int right = 0;
            for (int example = 0; example < outputs.numCols; example++) {
                boolean hit = outputs.numRows == 1
                        ? (outputs.data[example] > 0.5f ? 1 : 0) == targets.data[example]
                        : largest(outputs, example) == largest(targets, example);
                right += hit ? 1 : 0;
            }
            return right;
        }

        @Override
        public Accumulator accumulatorOfLabels(int outputs) {
            return new Mean(this) {
                @Override
                double sum(FMatrixRMaj outputs, FMatrixRMaj targets) {
                    int right = 0;
                    for (int i = 0, n = outputs.getNumElements(); i < n; i++) {
                        right += (outputs.data[i] > 0.5f ? 1 : 0) == targets.data[i] ? 1 : 0;
                    }
                    return (double) right / outputs.numRows;
                }
            };
        }

        @Override
        public Optional<String> objection(TargetKind targets, int outputs) {
            return targets == TargetKind.DISTRIBUTION ? Optional.empty() : Metric.unlessClasses(targets);
        }
    }

    /**
     * Measures how often the right class is among the largest outputs. Share of examples whose right class has fewer
     * than {@code k} larger outputs than its own.
     */
    @Alias({"top_k_categorical_accuracy", "sparse_top_k_categorical_accuracy"})
    record TopK(@Default("5") int k) implements MeanMetric {

        @Override
        public boolean smallerIsBetter() {
            return false;
        }

        public TopK {
            Check.between("k", k, 1, Integer.MAX_VALUE);
        }

        @Override
        public double sum(FMatrixRMaj outputs, FMatrixRMaj targets) {
            int right = 0;
            for (int example = 0; example < outputs.numCols; example++) {
                float own = outputs.unsafe_get(largest(targets, example), example);
                int larger = 0;
                for (int row = 0; row < outputs.numRows; row++) {
                    larger += outputs.unsafe_get(row, example) > own ? 1 : 0;
                }
                right += larger < k && !Float.isNaN(own) ? 1 : 0;
            }
            return right;
        }

        @Override
        public Optional<String> objection(TargetKind targets, int outputs) {
            return outputs <= k
                    ? Optional.of(
                            "is always 1 with " + outputs + " outputs and k = " + k + "; use accuracy or a smaller k")
                    : targets == TargetKind.ONE_HOT || targets == TargetKind.DISTRIBUTION
                            ? Optional.empty()
                            : Optional.of("needs targets of which an example has exactly one; use accuracy for others");
        }
    }

    /** Measures the mean squared error. Mean of (y − t)² over examples and outputs. */
    @Alias("mean_squared_error")
    record Mse() implements MeanMetric {

        @Override
        public boolean smallerIsBetter() {
            return true;
        }

        @Override
        public double sum(FMatrixRMaj outputs, FMatrixRMaj targets) {
            return squares(outputs, targets);
        }
    }

    /** Measures the mean squared error in units of the targets. The root of {@link Mse}. */
    @Alias("root_mean_squared_error")
    record Rmse() implements MeanMetric {

        @Override
        public boolean smallerIsBetter() {
            return true;
        }

        @Override
        public double sum(FMatrixRMaj outputs, FMatrixRMaj targets) {
            return squares(outputs, targets);
        }

        @Override
        public double reported(double mean) {
            return Math.sqrt(mean);
        }
    }

    /** Measures the mean absolute error. Mean of |y − t| over examples and outputs. */
    @Alias("mean_absolute_error")
    record Mae() implements MeanMetric {

        @Override
        public boolean smallerIsBetter() {
            return true;
        }

        @Override
        public double sum(FMatrixRMaj outputs, FMatrixRMaj targets) {
            double sum = 0;
            for (int i = 0, n = outputs.getNumElements(); i < n; i++) {
                sum += Math.abs((double) outputs.data[i] - targets.data[i]);
            }
            return sum / outputs.numRows;
        }
    }
}
