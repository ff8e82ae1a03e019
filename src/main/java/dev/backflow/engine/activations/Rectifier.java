package dev.backflow.engine.activations;

import dev.backflow.engine.numerics.FloatMath;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;

/** Activations that let the positive pass and hold the negative back, with a kink or rounded. */
public sealed interface Rectifier extends ElementwiseActivation
        permits Rectifier.LeakyRelu,
                Rectifier.Relu6,
                Rectifier.Elu,
                Rectifier.Celu,
                Rectifier.Selu,
                Rectifier.Softplus,
                Rectifier.Squareplus,
                Rectifier.SparsePlus,
                Rectifier.Threshold {

    @Override
    default boolean saturates() {
        return false;
    }

    /**
     * A ReLU that lets a little through below zero, so that units cannot die. φ(z) = z above zero, negative_slope · z
     * elsewhere (Maas et al., 2013).
     */
    record LeakyRelu(@Default("0.2") double negativeSlope) implements Rectifier {

        public LeakyRelu {
            Check.notNegative("negative_slope", negativeSlope);
        }

        @Override
        public float value(float z) {
            return z > 0 ? z : negativeSlope == 0 && z <= 0 ? 0 : (float) negativeSlope * z;
        }

        @Override
        public float slope(float z, float a) {
            return z > 0 ? 1 : (float) negativeSlope;
        }

        @Override
        public double steepest() {
            return Math.max(1, negativeSlope);
        }
    }

    /**
     * A ReLU that stops at 6, which keeps numbers small. φ(z) = min(max(z, 0), 6), φ′ = 1 between 0 and 6 and 0
     * elsewhere (Krizhevsky, 2010).
     */
    record Relu6() implements Rectifier {

        @Override
        public float value(float z) {
            return Math.min(Math.max(z, 0), 6);
        }

        @Override
        public float slope(float z, float a) {
            return z > 0 && z < 6 ? 1 : 0;
        }
    }

    /**
     * A ReLU that falls smoothly to −alpha below zero, which keeps the mean of activations closer to zero. φ(z) = z
     * above zero, alpha (e^z − 1) elsewhere (Clevert et al., 2016).
     */
    record Elu(@Default("1.0") double alpha) implements Rectifier {

        public Elu {
            Check.finite("alpha", alpha);
        }

        @Override
        public float value(float z) {
            return z > 0 ? z : (float) alpha * FloatMath.expm1(z);
        }

        @Override
        public float slope(float z, float a) {
            return z > 0 ? 1 : (float) alpha * FloatMath.exp(z);
        }

        @Override
        public double steepest() {
            return Math.max(1, Math.abs(alpha));
        }
    }

    /**
     * An elu that is smooth at zero for every alpha. φ(z) = z above zero, alpha (e^{z / alpha} − 1) elsewhere: smooth
     * for every alpha (Barron, 2017).
     */
    record Celu(@Default("1.0") double alpha) implements Rectifier {

        public Celu {
            Check.positive("alpha", alpha);
        }

        @Override
        public float value(float z) {
            return z > 0 ? z : (float) alpha * FloatMath.expm1(z / (float) alpha);
        }

        @Override
        public float slope(float z, float a) {
            return z > 0 ? 1 : FloatMath.exp(z / (float) alpha);
        }
    }

    /**
     * An elu scaled so that activations of deep networks keep mean 0 and variance 1; it wants lecun_normal. φ(z) = λ z
     * above zero, λ α (e^z − 1) elsewhere; λ and α make N(0, 1) a fixed point (Klambauer et al., 2017).
     */
    record Selu() implements Rectifier {

        private static final float ALPHA = 1.6732632423543772848170429916717f;
        private static final float SCALE = 1.0507009873554804934193349852946f;

        @Override
        public float value(float z) {
            return z > 0 ? SCALE * z : SCALE * ALPHA * FloatMath.expm1(z);
        }

        @Override
        public float slope(float z, float a) {
            return z > 0 ? SCALE : SCALE * ALPHA * FloatMath.exp(z);
        }

        @Override
        public double steepest() {
            return SCALE * ALPHA;
        }
    }

    /**
     * A smooth ReLU that is positive everywhere, an output for counts, rates and standard deviations. φ(z) = log(1 +
     * e^z), φ′ = sigmoid(z).
     */
    record Softplus() implements Rectifier {

        @Override
        public float value(float z) {
            return FloatMath.softplus(z);
        }

        @Override
        public float slope(float z, float a) {
            return FloatMath.sigmoid(z);
        }
    }

    /**
     * Much like softplus and needs no exponential. φ(z) = (z + √(z² + b)) / 2, φ′ = φ / √(z² + b) (Barron, 2021); below
     * zero as b / (2 (√(z² + b) − z)), which does not cancel.
     */
    record Squareplus(@Default("4.0") double b) implements Rectifier {

        private double root(double z) {
            return Math.sqrt(z * z + b);
        }

        public Squareplus {
            Check.notNegative("b", b);
        }

        @Override
        public float value(float z) {
            double root = root(z);
            return (float) (z >= 0 ? (z + root) / 2 : b / (2 * (root - z)));
        }

        @Override
        public float slope(float z, float a) {
            double root = root(z);
            if (root == 0 || z == Float.POSITIVE_INFINITY) {
                return root == 0 ? 0 : 1;
            }
            return (float) (a / root);
        }
    }

    /**
     * A ReLU whose corner is rounded by a parabola. φ(z) = (z + 1)² / 4 from −1 to 1, 0 below and z above; φ′ is {@link
     * Squashing.SparseSigmoid}.
     */
    record SparsePlus() implements Rectifier {

        @Override
        public float value(float z) {
            if (z <= -1) {
                return 0;
            }
            return z >= 1 ? z : (z + 1) * (z + 1) / 4;
        }

        @Override
        public float slope(float z, float a) {
            if (z <= -1) {
                return 0;
            }
            return z >= 1 ? 1 : (z + 1) / 2;
        }
    }

    /**
     * Replaces numbers up to a threshold by a fixed one. φ(z) = z above {@code threshold}, {@code default_value}
     * elsewhere. Keras has no defaults for either.
     */
    record Threshold(double threshold, double defaultValue) implements Rectifier {

        public Threshold {
            Check.finite("threshold", threshold);
            Check.finite("default_value", defaultValue);
        }

        @Override
        public float value(float z) {
            return z <= (float) threshold ? (float) defaultValue : z;
        }

        @Override
        public float slope(float z, float a) {
            return z <= (float) threshold ? 0 : 1;
        }
    }
}
