package dev.backflow.engine.activations;

import dev.backflow.engine.numerics.FloatMath;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;

/**
 * A layer's non-linearity φ: the function and its derivative are one value. Matrices are units × examples. Names,
 * parameters and defaults are Keras 3's ({@code keras.activations}). NaN always stays NaN: none of them hides one.
 */
public sealed interface Activation permits ElementwiseActivation, Activation.Softmax, Activation.LogSoftmax {

    /** Writes φ(z) into {@code a}, which has z's shape. */
    void forward(FMatrixRMaj z, FMatrixRMaj a);

    /**
     * Turns ∂L/∂a into ∂L/∂z.
     *
     * @param z what went in
     * @param a what came out
     * @param gradient modified: ∂L/∂a before, ∂L/∂z after
     */
    void backward(FMatrixRMaj z, FMatrixRMaj a, FMatrixRMaj gradient);

    /** φ as a function of one number; empty where a unit's value depends on the other units, as with softmax. */
    Optional<ScalarFunction> elementwise();

    /** The smallest interval that holds everything φ can give. */
    Interval range();

    /** Whether the values of an example are probabilities that add up to 1. */
    boolean isDistribution();

    /**
     * Whether φ is there to squash, so that a layer most of whose z lie where it is flat has come to a standstill. The
     * flat side of a rectifier is there by design.
     */
    boolean saturates();

    /**
     * The z at which Amazon SageMaker Debugger counts a unit as active (its rules DeadRelu and SaturatedActivation).
     * Empty where it has no such definition: activity is then not counted, and those rules do not judge the layer.
     */
    default Optional<Interval> activeRange() {
        return Optional.empty();
    }

    /**
     * Turns the units of an example into probabilities that add up to 1, the usual output for one of several classes.
     * φ(z)ᵢ = e^{zᵢ − m} / Σⱼ e^{zⱼ − m} over the units of each example, m their largest; ∂L/∂zᵢ = aᵢ (gᵢ − Σⱼ gⱼ aⱼ).
     */
    record Softmax() implements Activation {

        @Override
        public Optional<ScalarFunction> elementwise() {
            return Optional.empty();
        }

        @Override
        public Interval range() {
            return new Interval(0, 1);
        }

        @Override
        public boolean isDistribution() {
            return true;
        }

        @Override
        public boolean saturates() {
            return false;
        }

        @Override
        public void forward(FMatrixRMaj z, FMatrixRMaj a) {
            for (int example = 0; example < z.numCols; example++) {
                float largest = Float.NEGATIVE_INFINITY;
                for (int i = example; i < z.getNumElements(); i += z.numCols) {
                    largest = Math.max(largest, z.data[i]);
                }
                float sum = 0;
                for (int i = example; i < z.getNumElements(); i += z.numCols) {
                    a.data[i] = FloatMath.exp(z.data[i] - largest);
                    sum += a.data[i];
                }
                for (int i = example; i < z.getNumElements(); i += z.numCols) {
                    a.data[i] /= sum;
                }
            }
        }

        @Override
        public void backward(FMatrixRMaj z, FMatrixRMaj a, FMatrixRMaj gradient) {
            for (int example = 0; example < z.numCols; example++) {
                float product = 0;
                for (int i = example; i < z.getNumElements(); i += z.numCols) {
                    product += gradient.data[i] * a.data[i];
                }
                for (int i = example; i < z.getNumElements(); i += z.numCols) {
                    gradient.data[i] = a.data[i] * (gradient.data[i] - product);
                }
            }
        }
    }

    /**
     * Gives the logarithm of softmax without rounding small probabilities away. φ(z)ᵢ = zᵢ − m − log Σⱼ e^{zⱼ − m} over
     * the units of each example, m their largest; ∂L/∂zᵢ = gᵢ − e^{aᵢ} Σⱼ gⱼ.
     */
    record LogSoftmax() implements Activation {

        @Override
        public Optional<ScalarFunction> elementwise() {
            return Optional.empty();
        }

        @Override
        public Interval range() {
            return new Interval(Double.NEGATIVE_INFINITY, 0);
        }

        @Override
        public boolean isDistribution() {
            return false;
        }

        @Override
        public boolean saturates() {
            return false;
        }

        @Override
        public void forward(FMatrixRMaj z, FMatrixRMaj a) {
            for (int example = 0; example < z.numCols; example++) {
                float largest = largest(z, example);
                float logTotal = logTotal(z, example, largest);
                for (int i = example; i < z.getNumElements(); i += z.numCols) {
                    a.data[i] = z.data[i] - largest - logTotal;
                }
            }
        }

        @Override
        public void backward(FMatrixRMaj z, FMatrixRMaj a, FMatrixRMaj gradient) {
            for (int example = 0; example < z.numCols; example++) {
                float sum = 0;
                for (int i = example; i < z.getNumElements(); i += z.numCols) {
                    sum += gradient.data[i];
                }
                for (int i = example; i < z.getNumElements(); i += z.numCols) {
                    gradient.data[i] -= FloatMath.exp(a.data[i]) * sum;
                }
            }
        }

        /** m of one example. */
        public static float largest(FMatrixRMaj z, int example) {
            float largest = Float.NEGATIVE_INFINITY;
            for (int i = example; i < z.getNumElements(); i += z.numCols) {
                largest = Math.max(largest, z.data[i]);
            }
            return largest;
        }

        /** log Σ e^{z − m} over the units of one example. */
        public static float logTotal(FMatrixRMaj z, int example, float largest) {
            float total = 0;
            for (int i = example; i < z.getNumElements(); i += z.numCols) {
                total += FloatMath.exp(z.data[i] - largest);
            }
            return FloatMath.log(total);
        }
    }
}
