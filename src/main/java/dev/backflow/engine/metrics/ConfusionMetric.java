package dev.backflow.engine.metrics;

import dev.backflow.engine.losses.TargetKind;
import dev.backflow.spec.Alias;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** A metric made of true and false positives and negatives. Where nothing was to be counted it is 0, as in Keras. */
public sealed interface ConfusionMetric extends Metric
        permits ConfusionMetric.Precision, ConfusionMetric.Recall, ConfusionMetric.F1, ConfusionMetric.Auc {

    @Override
    default boolean smallerIsBetter() {
        return false;
    }

    @Override
    default Optional<String> objection(TargetKind targets, int outputs) {
        return Metric.unlessClasses(targets);
    }

    /**
     * Measures how many of the positive answers are right. tp / (tp + fp), an answer being positive above {@code
     * thresholds}. All outputs count alike.
     */
    record Precision(@Default("0.5") double thresholds) implements ConfusionMetric {

        public Precision {
            Check.between("thresholds", thresholds, 0, 1);
        }

        @Override
        public Accumulator accumulator(int outputs) {
            return new Counts(thresholds) {
                @Override
                public double result() {
                    return share(truePositives, falsePositives);
                }
            };
        }
    }

    /**
     * Measures how many of the positives are found. tp / (tp + fn), an answer being positive above {@code thresholds}.
     * All outputs count alike.
     */
    record Recall(@Default("0.5") double thresholds) implements ConfusionMetric {

        public Recall {
            Check.between("thresholds", thresholds, 0, 1);
        }

        @Override
        public Accumulator accumulator(int outputs) {
            return new Counts(thresholds) {
                @Override
                public double result() {
                    return share(truePositives, falseNegatives);
                }
            };
        }
    }

    /** Positives and negatives on one side of one threshold. */
    abstract class Counts implements Accumulator {

        private final float threshold;
        long truePositives;
        long falsePositives;
        long falseNegatives;

        Counts(double threshold) {
            this.threshold = (float) threshold;
        }

        @Override
        public void reset() {
            truePositives = 0;
            falsePositives = 0;
            falseNegatives = 0;
        }

        @Override
        public void add(FMatrixRMaj outputs, FMatrixRMaj targets) {
            for (int i = 0, n = outputs.getNumElements(); i < n; i++) {
                boolean predicted = outputs.data[i] > threshold;
                boolean positive = targets.data[i] != 0;
                truePositives += predicted && positive ? 1 : 0;
                falsePositives += predicted && !positive ? 1 : 0;
                falseNegatives += !predicted && positive ? 1 : 0;
            }
        }

        static double share(long part, long rest) {
            return part == 0 ? 0 : (double) part / (part + rest);
        }
    }

    /**
     * Weighs precision and recall together, which shows more than accuracy where a class is rare. 2 precision · recall
     * / (precision + recall) of each output, averaged: {@code macro} over the outputs alike, {@code weighted} by their
     * positives, {@code micro} over all counts at once. Positive is above {@code threshold}; not set, the largest
     * outputs of an example are, and with one output those above 0.5. (Keras' own defaults give a list of numbers, and
     * call every single output positive.)
     */
    @Alias("f1_score")
    record F1(
            @Default("macro") Average average,
            @Default("null") @Nullable Double threshold) implements ConfusionMetric {

        /** How several outputs become one number. */
        public enum Average {
            MACRO,
            MICRO,
            WEIGHTED
        }

        public F1 {
            if (threshold != null) {
                Check.between("threshold", threshold, 0, 1);
            }
        }

        @Override
        public Accumulator accumulator(int outputs) {
            return new F1Accumulator(this, outputs);
        }
    }

    /**
     * Measures how well outputs rank positives above negatives, whatever the threshold. Area under the receiver
     * operating characteristic: trapezoids between {@code num_thresholds} evenly spaced thresholds from just below 0 to
     * just above 1, as Keras has it (not the exact area: outputs between two thresholds are one step). All outputs
     * count alike; NaN among them makes the area NaN.
     */
    record Auc(@Default("200") int numThresholds) implements ConfusionMetric {

        private static final int MOST_THRESHOLDS = 100_000;

        public Auc {
            Check.between("num_thresholds", numThresholds, 2, MOST_THRESHOLDS);
        }

        @Override
        public Accumulator accumulator(int outputs) {
            return new AucAccumulator(numThresholds);
        }
    }
}
