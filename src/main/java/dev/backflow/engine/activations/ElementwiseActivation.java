package dev.backflow.engine.activations;

import dev.backflow.engine.numerics.FloatArrays;
import dev.backflow.engine.numerics.FloatMath;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * An activation that looks at one number at a time. Here are the ones that most networks are made of, with loops of
 * their own; the others are in {@link Rectifier}, {@link Squashing}, {@link Gated} and {@link Shrinking}. At ±∞ each
 * gives its limit.
 */
public sealed interface ElementwiseActivation extends Activation, ScalarFunction
        permits ElementwiseActivation.Linear,
                ElementwiseActivation.Sigmoid,
                ElementwiseActivation.Tanh,
                ElementwiseActivation.Relu,
                ElementwiseActivation.Exponential,
                Rectifier,
                Squashing,
                Gated,
                Shrinking {

    /** Values beyond this are taken to have no end, and those below its inverse to end at 0. */
    double ENDLESS = 1e15;

    @Override
    default Optional<ScalarFunction> elementwise() {
        return Optional.of(this);
    }

    /** Of its values at the largest numbers of either sign and, for dips, every hundredth from −20 to 20. */
    @Override
    default Interval range() {
        double least = Math.min(value(-Float.MAX_VALUE), value(Float.MAX_VALUE));
        double most = Math.max(value(-Float.MAX_VALUE), value(Float.MAX_VALUE));
        for (int i = -2000; i <= 2000; i++) {
            float a = value(i / 100f);
            least = Math.min(least, a);
            most = Math.max(most, a);
        }
        return new Interval(end(least), end(most));
    }

    private static double end(double value) {
        if (Math.abs(value) > ENDLESS) {
            return Math.copySign(Double.POSITIVE_INFINITY, value);
        }
        return Math.abs(value) < 1 / ENDLESS ? 0 : value;
    }

    @Override
    default boolean isDistribution() {
        return false;
    }

    @Override
    default void forward(FMatrixRMaj z, FMatrixRMaj a) {
        for (int i = 0; i < z.getNumElements(); i++) {
            a.data[i] = value(z.data[i]);
        }
    }

    @Override
    default void backward(FMatrixRMaj z, FMatrixRMaj a, FMatrixRMaj gradient) {
        for (int i = 0; i < z.getNumElements(); i++) {
            gradient.data[i] *= slope(z.data[i], a.data[i]);
        }
    }

    /** Leaves numbers as they are, the usual output for regression and for logits. φ(z) = z. */
    record Linear() implements ElementwiseActivation {

        @Override
        public boolean saturates() {
            return false;
        }

        @Override
        public float value(float z) {
            return z;
        }

        @Override
        public float slope(float z, float a) {
            return 1;
        }

        @Override
        public boolean isLinear() {
            return true;
        }
    }

    /**
     * Squashes numbers into 0 to 1, the usual output for a probability and a poor choice for deep hidden layers. φ(z) =
     * 1 / (1 + e^{−z}), φ′ = a (1 − a) ≤ 1/4.
     */
    record Sigmoid() implements ElementwiseActivation {

        @Override
        public Optional<Interval> activeRange() {
            return Optional.of(new Interval(-23, 16.99999f));
        }

        @Override
        public boolean saturates() {
            return true;
        }

        @Override
        public float value(float z) {
            return FloatMath.sigmoid(z);
        }

        @Override
        public float slope(float z, float a) {
            return a * (1 - a);
        }

        @Override
        public double steepest() {
            return 0.25;
        }

        @Override
        public void forward(FMatrixRMaj z, FMatrixRMaj a) {
            FloatArrays.sigmoid(z.data, a.data, z.getNumElements());
        }

        @Override
        public void backward(FMatrixRMaj z, FMatrixRMaj a, FMatrixRMaj gradient) {
            float[] value = a.data;
            float[] g = gradient.data;
            for (int i = 0, n = a.getNumElements(); i < n; i++) {
                g[i] *= value[i] * (1 - value[i]);
            }
        }
    }

    /** Squashes numbers into −1 to 1, the classic activation of shallow hidden layers. φ(z) = tanh z, φ′ = 1 − a². */
    record Tanh() implements ElementwiseActivation {

        @Override
        public Optional<Interval> activeRange() {
            return Optional.of(new Interval(-9.4999f, 9.4999f));
        }

        @Override
        public boolean saturates() {
            return true;
        }

        @Override
        public float value(float z) {
            return FloatMath.tanh(z);
        }

        @Override
        public float slope(float z, float a) {
            return 1 - a * a;
        }

        @Override
        public void forward(FMatrixRMaj z, FMatrixRMaj a) {
            FloatArrays.tanh(z.data, a.data, z.getNumElements());
        }

        @Override
        public void backward(FMatrixRMaj z, FMatrixRMaj a, FMatrixRMaj gradient) {
            float[] value = a.data;
            float[] g = gradient.data;
            for (int i = 0, n = a.getNumElements(); i < n; i++) {
                g[i] *= 1 - value[i] * value[i];
            }
        }
    }

    /**
     * Passes positive numbers and cuts off negative ones, the usual activation of deep hidden layers. φ(z) = max(z, 0),
     * φ′ = 1 above zero and 0 elsewhere. In general min(z, max_value) above {@code threshold}, and negative_slope (z −
     * threshold) up to it. None of the three is negative, as in {@code keras.layers.ReLU}.
     */
    record Relu(
            @Default("0.0") double negativeSlope,
            @Default("null") @Nullable Double maxValue,
            @Default("0.0") double threshold)
            implements ElementwiseActivation {

        public Relu {
            Check.notNegative("negative_slope", negativeSlope);
            Check.notNegative("threshold", threshold);
            if (maxValue != null) {
                Check.notNegative("max_value", maxValue);
            }
        }

        /** max(z, 0). */
        public Relu() {
            this(0, null, 0);
        }

        @Override
        public boolean saturates() {
            return false;
        }

        /** Above the threshold, where the other side is flat. */
        @Override
        public Optional<Interval> activeRange() {
            return negativeSlope == 0
                    ? Optional.of(new Interval((float) threshold, Double.POSITIVE_INFINITY))
                    : Optional.empty();
        }

        private boolean plain() {
            return negativeSlope == 0 && maxValue == null && threshold == 0;
        }

        private float ceiling() {
            return maxValue == null ? Float.POSITIVE_INFINITY : maxValue.floatValue();
        }

        @Override
        public float value(float z) {
            if (z <= (float) threshold) {
                return negativeSlope == 0 ? 0 : (float) negativeSlope * (z - (float) threshold);
            }
            return Math.min(z, ceiling());
        }

        @Override
        public float slope(float z, float a) {
            if (z <= (float) threshold) {
                return (float) negativeSlope;
            }
            return z >= ceiling() && maxValue != null ? 0 : 1;
        }

        @Override
        public double steepest() {
            return plain() ? 1 : Math.max(negativeSlope, ceiling() > (float) threshold ? 1 : 0);
        }

        @Override
        public void forward(FMatrixRMaj z, FMatrixRMaj a) {
            if (!plain()) {
                ElementwiseActivation.super.forward(z, a);
                return;
            }
            float[] in = z.data;
            float[] out = a.data;
            for (int i = 0, n = z.getNumElements(); i < n; i++) {
                out[i] = Math.max(in[i], 0);
            }
        }

        @Override
        public void backward(FMatrixRMaj z, FMatrixRMaj a, FMatrixRMaj gradient) {
            if (!plain()) {
                ElementwiseActivation.super.backward(z, a, gradient);
                return;
            }
            float[] value = a.data;
            float[] g = gradient.data;
            for (int i = 0, n = a.getNumElements(); i < n; i++) {
                // 0, or ∞ from the smallest positive number on: a choice without a branch, which nobody could predict
                float limit = value[i] * 0x1p127f * 0x1p127f * 0x1p127f;
                g[i] = Math.max(-limit, Math.min(limit, g[i]));
            }
        }
    }

    /** Makes numbers positive and lets them grow fast, an output for rates. φ(z) = e^z = φ′. */
    record Exponential() implements ElementwiseActivation {

        @Override
        public boolean saturates() {
            return false;
        }

        @Override
        public float value(float z) {
            return FloatMath.exp(z);
        }

        @Override
        public float slope(float z, float a) {
            return a;
        }

        @Override
        public double steepest() {
            return Double.POSITIVE_INFINITY;
        }
    }
}
