package dev.backflow.engine.losses;

import dev.backflow.engine.activations.Activation;
import dev.backflow.engine.activations.ElementwiseActivation;
import dev.backflow.engine.numerics.FloatMath;
import dev.backflow.spec.Alias;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;

/**
 * What training makes small. Matrices are outputs × examples. As in Keras 3 the loss of a batch is the mean over its
 * examples of the loss of each. Names, parameters, defaults and formulas are Keras 3's ({@code keras.losses}); below, y
 * is an output and t its target.
 */
public sealed interface Loss
        permits ElementwiseLoss, CategoricalLoss, Loss.KlDivergence, Loss.CosineSimilarity, Loss.CategoricalHinge {

    /** Keras' fuzz factor ({@code keras.config.epsilon()}): probabilities keep this far from 0 and 1. */
    float EPSILON = 1e-7f;

    /** The loss of all examples, added up (not their mean), from the network's outputs. */
    double sum(FMatrixRMaj outputs, FMatrixRMaj targets);

    /** The same where each example counts with its weight. */
    default double sum(FMatrixRMaj outputs, FMatrixRMaj targets, float[] weights) {
        Objective plain = new Objective.Composed(this, new ElementwiseActivation.Linear());
        return new Objective.Weighted(plain, weights).sum(outputs, outputs, targets);
    }

    /** Writes ∂L/∂outputs, L being the mean over the batch, into {@code gradient}. */
    void gradient(FMatrixRMaj outputs, FMatrixRMaj targets, FMatrixRMaj gradient);

    /** Why this loss cannot be computed against such targets, and what to use; empty where it can. */
    default Optional<String> objection(TargetKind targets) {
        return Optional.empty();
    }

    /** The same for a network with this number of outputs. */
    default Optional<String> objection(TargetKind targets, int outputs) {
        return objection(targets);
    }

    /** What it takes the outputs for. */
    OutputKind takes();

    /**
     * Whether it looks at one output and its target at a time, so that the best answer can be sought output by output.
     */
    default boolean isElementwise() {
        return false;
    }

    /** Above it, a single output says class 1, not 0: even odds, unless outputs are no probabilities. */
    default float threshold() {
        return 0.5f;
    }

    /** Whether one target column may hold class numbers, each standing for a one-hot row as wide as the network. */
    default boolean readsClassNumbers() {
        return false;
    }

    /**
     * This loss on top of a network whose last layer has the given activation. Where both together have a closed form
     * in the pre-activation z it is used: it loses nothing to rounding.
     */
    default Objective over(Activation activation) {
        return new Objective.Composed(this, activation);
    }

    /**
     * Measures how far predicted probabilities are from given ones. Σ over the outputs of t log(t / y), with both
     * clipped to 1e-7 to 1; flat where y is beyond.
     */
    @Alias("kld")
    record KlDivergence() implements Loss {

        @Override
        public OutputKind takes() {
            return OutputKind.OTHER;
        }

        @Override
        public double sum(FMatrixRMaj outputs, FMatrixRMaj targets) {
            double sum = 0;
            for (int i = 0; i < outputs.getNumElements(); i++) {
                float t = clip(targets.data[i]);
                sum += t * FloatMath.log(t / clip(outputs.data[i]));
            }
            return sum;
        }

        @Override
        public void gradient(FMatrixRMaj outputs, FMatrixRMaj targets, FMatrixRMaj gradient) {
            for (int i = 0; i < outputs.getNumElements(); i++) {
                float y = outputs.data[i];
                boolean clipped = y < EPSILON || y > 1;
                gradient.data[i] = clipped ? 0 : -clip(targets.data[i]) / (y * outputs.numCols);
            }
        }

        private static float clip(float p) {
            return Math.max(EPSILON, Math.min(1, p));
        }

        @Override
        public Optional<String> objection(TargetKind targets) {
            return targets == TargetKind.BINARY || targets == TargetKind.INDEX
                    ? Optional.of("compares distributions over several outputs; use binary_crossentropy for one")
                    : Optional.empty();
        }
    }

    /**
     * Compares the directions of outputs and targets, whatever their lengths. −Σ over the outputs of t̂ ŷ: minus the
     * cosine of the angle between both, x̂ = x min(1/‖x‖, 1e7). At y = 0, where Keras divides by zero, the slope is
     * that of its neighbourhood.
     */
    record CosineSimilarity() implements Loss {

        @Override
        public OutputKind takes() {
            return OutputKind.OTHER;
        }

        private static final double MOST_SCALE = 1e7;

        @Override
        public double sum(FMatrixRMaj outputs, FMatrixRMaj targets) {
            double sum = 0;
            for (int example = 0; example < outputs.numCols; example++) {
                sum -= cosine(outputs, targets, example);
            }
            return sum;
        }

        @Override
        public void gradient(FMatrixRMaj outputs, FMatrixRMaj targets, FMatrixRMaj gradient) {
            for (int example = 0; example < outputs.numCols; example++) {
                double scale = scale(outputs, example);
                double scaleOfTarget = scale(targets, example);
                double cosine = scale < MOST_SCALE ? cosine(outputs, targets, example) : 0;
                for (int i = example; i < outputs.getNumElements(); i += outputs.numCols) {
                    double along = outputs.data[i] * scale * cosine;
                    gradient.data[i] = (float) ((along - targets.data[i] * scaleOfTarget) * scale / outputs.numCols);
                }
            }
        }

        private static double cosine(FMatrixRMaj outputs, FMatrixRMaj targets, int example) {
            double product = 0;
            for (int i = example; i < outputs.getNumElements(); i += outputs.numCols) {
                product += (double) outputs.data[i] * targets.data[i];
            }
            return product * scale(outputs, example) * scale(targets, example);
        }

        private static double scale(FMatrixRMaj matrix, int example) {
            double squares = 0;
            for (int i = example; i < matrix.getNumElements(); i += matrix.numCols) {
                squares += (double) matrix.data[i] * matrix.data[i];
            }
            return Math.min(1 / Math.sqrt(squares), MOST_SCALE);
        }

        @Override
        public Optional<String> objection(TargetKind targets, int outputs) {
            return outputs == 1
                    ? Optional.of("is flat with one output, which can only point two ways; use mean_squared_error")
                    : Optional.empty();
        }
    }

    /**
     * Asks the right class to lead by a margin, as support vector machines of several classes do. max(max (1 − t) y − Σ
     * t y + 1, 0): the best wrong class should stay 1 below the right one. Equals share the slope.
     */
    record CategoricalHinge() implements Loss {

        @Override
        public OutputKind takes() {
            return OutputKind.OTHER;
        }

        @Override
        public double sum(FMatrixRMaj outputs, FMatrixRMaj targets) {
            double sum = 0;
            for (int example = 0; example < outputs.numCols; example++) {
                sum += Math.max(margin(outputs, targets, example), 0);
            }
            return sum;
        }

        @Override
        public void gradient(FMatrixRMaj outputs, FMatrixRMaj targets, FMatrixRMaj gradient) {
            float scale = 1f / outputs.numCols;
            for (int example = 0; example < outputs.numCols; example++) {
                boolean met = margin(outputs, targets, example) <= 0;
                float worst = worst(outputs, targets, example);
                int equals = 0;
                for (int i = example; i < outputs.getNumElements(); i += outputs.numCols) {
                    equals += (1 - targets.data[i]) * outputs.data[i] == worst ? 1 : 0;
                }
                for (int i = example; i < outputs.getNumElements(); i += outputs.numCols) {
                    float t = targets.data[i];
                    float share = (1 - t) * outputs.data[i] == worst ? (1 - t) / equals : 0;
                    gradient.data[i] = met ? 0 : scale * (share - t);
                }
            }
        }

        private static float margin(FMatrixRMaj outputs, FMatrixRMaj targets, int example) {
            float right = 0;
            for (int i = example; i < outputs.getNumElements(); i += outputs.numCols) {
                right += targets.data[i] * outputs.data[i];
            }
            return worst(outputs, targets, example) - right + 1;
        }

        private static float worst(FMatrixRMaj outputs, FMatrixRMaj targets, int example) {
            float worst = Float.NEGATIVE_INFINITY;
            for (int i = example; i < outputs.getNumElements(); i += outputs.numCols) {
                worst = Math.max(worst, (1 - targets.data[i]) * outputs.data[i]);
            }
            return worst;
        }

        @Override
        public Optional<String> objection(TargetKind targets) {
            return targets == TargetKind.ONE_HOT
                    ? Optional.empty()
                    : Optional.of("needs one-hot targets; use hinge for columns of -1 and 1, or 0 and 1");
        }
    }
}
