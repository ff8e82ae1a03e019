package dev.backflow.engine.losses;

import dev.backflow.engine.activations.Activation;
import dev.backflow.engine.numerics.FloatMath;
import org.ejml.data.FMatrixRMaj;

/**
 * A loss together with the activation below it: what back-propagation starts from. Matrices are outputs × examples; z
 * is the last layer's pre-activation and a its activation.
 */
public interface Objective {

    /** The loss of all examples, added up. */
    double sum(FMatrixRMaj z, FMatrixRMaj a, FMatrixRMaj targets);

    /** Writes δ = ∂L/∂z, L being the mean over the batch. */
    void delta(FMatrixRMaj z, FMatrixRMaj a, FMatrixRMaj targets, FMatrixRMaj delta);

    /** The chain rule, for any pair. */
    record Composed(Loss loss, Activation activation) implements Objective {

        @Override
        public double sum(FMatrixRMaj z, FMatrixRMaj a, FMatrixRMaj targets) {
            return loss.sum(a, targets);
        }

        @Override
        public void delta(FMatrixRMaj z, FMatrixRMaj a, FMatrixRMaj targets, FMatrixRMaj delta) {
            loss.gradient(a, targets, delta);
            activation.backward(z, a, delta);
        }
    }

    /**
     * An objective whose examples count with weights: Σ w l, and δ = w ∂l/∂z / n. As in Keras the loss is divided by the
     * number of examples, not by the sum of their weights.
     *
     * @param weights of the examples of the batch, from the first; there may be more
     */
    record Weighted(Objective objective, float[] weights) implements Objective {

        @Override
        public double sum(FMatrixRMaj z, FMatrixRMaj a, FMatrixRMaj targets) {
            FMatrixRMaj ofZ = new FMatrixRMaj(z.numRows, 1);
            FMatrixRMaj ofA = new FMatrixRMaj(a.numRows, 1);
            FMatrixRMaj ofTargets = new FMatrixRMaj(targets.numRows, 1);
            double sum = 0;
            for (int example = 0; example < z.numCols; example++) {
                sum += weights[example]
                        * objective.sum(
                                column(z, example, ofZ), column(a, example, ofA), column(targets, example, ofTargets));
            }
            return sum;
        }

        private static FMatrixRMaj column(FMatrixRMaj matrix, int column, FMatrixRMaj result) {
            for (int row = 0; row < matrix.numRows; row++) {
                result.data[row] = matrix.data[row * matrix.numCols + column];
            }
            return result;
        }

        @Override
        public void delta(FMatrixRMaj z, FMatrixRMaj a, FMatrixRMaj targets, FMatrixRMaj delta) {
            objective.delta(z, a, targets, delta);
            for (int i = 0, n = delta.getNumElements(); i < n; i++) {
                delta.data[i] *= weights[i % delta.numCols];
            }
        }
    }

    /**
     * Binary crossentropy of p = sigmoid(z), computed from z, where it loses nothing to rounding: mean over the outputs
     * of max(z, 0) − z t + log(1 + e^{−|z|}); δ = (a − t) / n. As in Keras p is clipped to between 1e-7 and 1 − 1e-7,
     * beyond which the loss is flat and δ is 0. With label smoothing s, t (1 − s) + s / 2 replaces t.
     */
    record SigmoidCrossentropy(double labelSmoothing) implements Objective {

        /** log((1 − 1e-7) / 1e-7). */
        private static final float LIMIT = 16.118095550958317f;

        private static final double MOST_PRODUCT = 0x1p1000;

        @Override
        public double sum(FMatrixRMaj z, FMatrixRMaj a, FMatrixRMaj targets) {
            float share = (float) (1 - labelSmoothing);
            float added = (float) (labelSmoothing / 2);
            double sum = 0;
            double product = 1;
            for (int i = 0, n = z.getNumElements(); i < n; i++) {
                float x = Math.max(-LIMIT, Math.min(LIMIT, z.data[i]));
                sum += Math.max(x, 0) - x * (targets.data[i] * share + added);
                product *= 1.0 + FloatMath.exp(-Math.abs(x)); // one logarithm for many examples
                if (product > MOST_PRODUCT) {
                    sum += FloatMath.logarithm(product);
                    product = 1;
                }
            }
            return (sum + FloatMath.logarithm(product)) / z.numRows;
        }

        @Override
        public void delta(FMatrixRMaj z, FMatrixRMaj a, FMatrixRMaj targets, FMatrixRMaj delta) {
            float share = (float) (1 - labelSmoothing);
            float added = (float) (labelSmoothing / 2);
            float scale = 1f / z.getNumElements();
            for (int i = 0, n = z.getNumElements(); i < n; i++) {
                float error = a.data[i] - (targets.data[i] * share + added);
                delta.data[i] = Math.abs(z.data[i]) > LIMIT ? 0 : scale * error;
            }
        }
    }

    /**
     * Categorical crossentropy of p = softmax(z), computed from z: −Σ over the classes of t log p with log p = z − m −
     * log Σ e^{z − m}, m the largest z; δ = (a Σt − t) / n. As in Keras p is clipped to between 1e-7 and 1 − 1e-7; a
     * class whose p is beyond is left out of δ. With label smoothing s, t (1 − s) + s / classes replaces t.
     */
    record SoftmaxCrossentropy(double labelSmoothing) implements Objective {

        /** log 1e-7 and log(1 − 1e-7). */
        private static final float LEAST = -16.11809565095832f;

        private static final float MOST = -1.0000000500000033e-7f;

        @Override
        public double sum(FMatrixRMaj z, FMatrixRMaj a, FMatrixRMaj targets) {
            float share = (float) (1 - labelSmoothing);
            float added = (float) (labelSmoothing / z.numRows);
            double sum = 0;
            for (int example = 0; example < z.numCols; example++) {
                float largest = Activation.LogSoftmax.largest(z, example);
                float logTotal = Activation.LogSoftmax.logTotal(z, example, largest);
                for (int i = example; i < z.getNumElements(); i += z.numCols) {
                    sum -= (targets.data[i] * share + added)
                            * Math.max(LEAST, Math.min(MOST, z.data[i] - largest - logTotal));
                }
            }
            return sum;
        }

        @Override
        public void delta(FMatrixRMaj z, FMatrixRMaj a, FMatrixRMaj targets, FMatrixRMaj delta) {
            float share = (float) (1 - labelSmoothing);
            float added = (float) (labelSmoothing / z.numRows);
            float scale = 1f / z.numCols;
            for (int example = 0; example < z.numCols; example++) {
                float largest = Activation.LogSoftmax.largest(z, example);
                float logTotal = Activation.LogSoftmax.logTotal(z, example, largest);
                float weight = 0;
                for (int i = example; i < z.getNumElements(); i += z.numCols) {
                    float logP = z.data[i] - largest - logTotal;
                    delta.data[i] = logP < LEAST || logP > MOST ? 0 : targets.data[i] * share + added;
                    weight += delta.data[i];
                }
                for (int i = example; i < z.getNumElements(); i += z.numCols) {
                    delta.data[i] = scale * (weight * a.data[i] - delta.data[i]);
                }
            }
        }
    }
}
