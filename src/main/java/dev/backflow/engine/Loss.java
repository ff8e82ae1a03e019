package dev.backflow.engine;

import java.util.Optional;
import org.ejml.data.FMatrixRMaj;

/**
 * What training makes small. Matrices are outputs × examples. As in Keras 3 the loss of a batch is the mean over its
 * examples of the loss of each. Names and formulas are Keras 3's ({@code keras.losses}).
 */
public sealed interface Loss {

    /** The loss of all examples, added up (not their mean), from the network's outputs. */
    double sum(FMatrixRMaj outputs, FMatrixRMaj targets);

    /** Writes ∂L/∂outputs, L being the mean over the batch, into {@code gradient}. */
    void gradient(FMatrixRMaj outputs, FMatrixRMaj targets, FMatrixRMaj gradient);

    /** Why this loss cannot be computed against such targets, and what to use; empty where it can. */
    default Optional<String> objection(TargetKind targets) {
        return Optional.empty();
    }

    /**
     * This loss on top of a network whose last layer has the given activation. Where both together have a closed form in
     * the pre-activation z it is used: it loses nothing to rounding.
     */
    default Objective over(Activation activation) {
        return new Objective.Composed(this, activation);
    }

    /** Probabilities are kept this far from 0 and 1 before their logarithm is taken ({@code keras.config.epsilon()}). */
    float CLIP = 1e-7f;

    /** −mean over the outputs of t log p + (1 − t) log(1 − p). */
    record BinaryCrossentropy() implements Loss {

        @Override
        public double sum(FMatrixRMaj outputs, FMatrixRMaj targets) {
            double sum = 0;
            for (int i = 0; i < outputs.getNumElements(); i++) {
                float p = clip(outputs.data[i]);
                float t = targets.data[i];
                sum -= t * FloatMath.log(p) + (1 - t) * FloatMath.log(1 - p);
            }
            return sum / outputs.numRows;
        }

        @Override
        public void gradient(FMatrixRMaj outputs, FMatrixRMaj targets, FMatrixRMaj gradient) {
            float scale = 1f / outputs.getNumElements();
            for (int i = 0; i < outputs.getNumElements(); i++) {
                float p = outputs.data[i];
                boolean clipped = p < CLIP || p > 1 - CLIP;
                gradient.data[i] = clipped ? 0 : scale * (p - targets.data[i]) / (p * (1 - p));
            }
        }

        @Override
        public Optional<String> objection(TargetKind targets) {
            return targets == TargetKind.REAL
                    ? Optional.of("needs targets of 0 and 1; use mean_squared_error for others")
                    : Optional.empty();
        }

        @Override
        public Objective over(Activation activation) {
            return activation instanceof ElementwiseActivation.Sigmoid
                    ? new Objective.SigmoidCrossentropy()
                    : Loss.super.over(activation);
        }
    }

    /** −Σ over the classes of t log(p / Σp). */
    record CategoricalCrossentropy() implements Loss {

        @Override
        public double sum(FMatrixRMaj outputs, FMatrixRMaj targets) {
            double sum = 0;
            for (int example = 0; example < outputs.numCols; example++) {
                float total = total(outputs, example);
                for (int i = example; i < outputs.getNumElements(); i += outputs.numCols) {
                    sum -= targets.data[i] * FloatMath.log(clip(outputs.data[i] / total));
                }
            }
            return sum;
        }

        @Override
        public void gradient(FMatrixRMaj outputs, FMatrixRMaj targets, FMatrixRMaj gradient) {
            int n = outputs.getNumElements();
            float scale = 1f / outputs.numCols;
            for (int example = 0; example < outputs.numCols; example++) {
                float total = total(outputs, example);
                float weight = 0;
                for (int i = example; i < n; i += outputs.numCols) {
                    float p = outputs.data[i] / total;
                    boolean clipped = p < CLIP || p > 1 - CLIP;
                    weight += clipped ? 0 : targets.data[i];
                    gradient.data[i] = clipped ? 0 : -scale * targets.data[i] / outputs.data[i];
                }
                for (int i = example; i < n; i += outputs.numCols) {
                    gradient.data[i] += scale * weight / total;
                }
            }
        }

        private static float total(FMatrixRMaj outputs, int example) {
            float total = 0;
            for (int i = example; i < outputs.getNumElements(); i += outputs.numCols) {
                total += outputs.data[i];
            }
            return total;
        }

        @Override
        public Optional<String> objection(TargetKind targets) {
            return switch (targets) {
                case ONE_HOT -> Optional.empty();
                case BINARY ->
                    Optional.of("needs one target column for each class; use binary_crossentropy with one column");
                case REAL -> Optional.of("needs one-hot targets; use mean_squared_error for others");
            };
        }

        @Override
        public Objective over(Activation activation) {
            return activation instanceof Activation.Softmax
                    ? new Objective.SoftmaxCrossentropy()
                    : Loss.super.over(activation);
        }
    }

    /** Mean over the outputs of (y − t)². */
    record MeanSquaredError() implements Loss {

        @Override
        public double sum(FMatrixRMaj outputs, FMatrixRMaj targets) {
            double sum = 0;
            for (int i = 0; i < outputs.getNumElements(); i++) {
                double error = outputs.data[i] - targets.data[i];
                sum += error * error;
            }
            return sum / outputs.numRows;
        }

        @Override
        public void gradient(FMatrixRMaj outputs, FMatrixRMaj targets, FMatrixRMaj gradient) {
            float scale = 2f / outputs.getNumElements();
            for (int i = 0; i < outputs.getNumElements(); i++) {
                gradient.data[i] = scale * (outputs.data[i] - targets.data[i]);
            }
        }
    }

    private static float clip(float p) {
        return Math.max(CLIP, Math.min(1 - CLIP, p));
    }
}
