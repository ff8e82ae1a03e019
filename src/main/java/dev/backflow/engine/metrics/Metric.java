package dev.backflow.engine.metrics;

import dev.backflow.engine.losses.TargetKind;
import dev.backflow.spec.Alias;
import dev.backflow.spec.Default;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;

/**
 * A number about predictions that is watched, not trained on. Formulas, parameters and defaults are Keras 3's
 * ({@code keras.metrics}); its longer names are understood as well.
 */
public sealed interface Metric permits MeanMetric, ConfusionMetric, Metric.R2 {

    /** Takes in batch after batch, without allocating, and knows the metric of all of them. */
    interface Accumulator {

        /** Forgets all batches. */
        void reset();

        /** Matrices are outputs × examples. */
        void add(FMatrixRMaj outputs, FMatrixRMaj targets);

        /** The metric of what was added since the last reset. */
        double result();
    }

    /** A fresh accumulator for a network with this number of outputs. */
    Accumulator accumulator(int outputs);

    /** The same for targets of which each column is a label by itself ({@link TargetKind#MULTI_LABEL}). */
    default Accumulator accumulatorOfLabels(int outputs) {
        return accumulator(outputs);
    }

    /** Whether it measures an error, as against a share of what is right. */
    boolean smallerIsBetter();

    /** Why this metric says nothing about such targets, and what to use; empty where it does. */
    default Optional<String> objection(TargetKind targets, int outputs) {
        return Optional.empty();
    }

    /** What metrics of classes say about other targets. */
    static Optional<String> unlessClasses(TargetKind targets) {
        return targets.isOfLabels()
                ? Optional.empty()
                : Optional.of("needs targets of 0 and 1; use mse, rmse, mae or r2 for others");
    }

    /**
     * Measures the share of the targets' variance that is explained, 1 at best and 0 for a constant answer. 1 − Σ(t −
     * y)² / Σ(t − t̄)² for each output: the share of the targets' variance that is explained. An output with constant
     * targets counts 0, or NaN when it meets them exactly.
     */
    @Alias("r2_score")
    record R2(@Default("uniform_average") ClassAggregation classAggregation) implements Metric {

        @Override
        public boolean smallerIsBetter() {
            return false;
        }

        /** How several outputs become one number. */
        public enum ClassAggregation {
            UNIFORM_AVERAGE,
            VARIANCE_WEIGHTED_AVERAGE
        }

        @Override
        public Accumulator accumulator(int outputs) {
            return new R2Accumulator(classAggregation, outputs);
        }
    }
}
