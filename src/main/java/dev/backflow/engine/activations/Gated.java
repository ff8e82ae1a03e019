package dev.backflow.engine.activations;

import dev.backflow.engine.numerics.FloatMath;
import dev.backflow.spec.Alias;
import dev.backflow.spec.Default;

/** Activations that let a part of z pass which grows with z: smooth, with a shallow dip below zero. */
public sealed interface Gated extends ElementwiseActivation permits Gated.Silu, Gated.HardSilu, Gated.Mish, Gated.Gelu {

    @Override
    default boolean saturates() {
        return false;
    }

    /**
     * A smooth ReLU with a shallow dip below zero, a common choice for deep networks. φ(z) = z · sigmoid(z), also
     * called swish (Elfwing et al., 2017); φ′ = s + a (1 − s) with s = sigmoid(z).
     */
    @Alias("swish")
    record Silu() implements Gated {

        @Override
        public float value(float z) {
            return z == Float.NEGATIVE_INFINITY ? 0 : z * FloatMath.sigmoid(z);
        }

        @Override
        public float slope(float z, float a) {
            float s = FloatMath.sigmoid(z);
            return s == 1 ? 1 : s + a * (1 - s);
        }

        @Override
        public double steepest() {
            return 1.0998393201288668;
        }
    }

    /**
     * Approximates silu by straight lines and a parabola, which costs less. φ(z) = z min(max(z + 3, 0), 6) / 6 (Howard
     * et al., 2019); φ′ = (2z + 3) / 6 between −3 and 3, 0 below and 1 above.
     */
    @Alias("hard_swish")
    record HardSilu() implements Gated {

        @Override
        public float value(float z) {
            if (z <= -3) {
                return 0;
            }
            return z >= 3 ? z : z * (z + 3) / 6;
        }

        @Override
        public float slope(float z, float a) {
            if (z <= -3) {
                return 0;
            }
            return z >= 3 ? 1 : (2 * z + 3) / 6;
        }

        @Override
        public double steepest() {
            return 1.5;
        }
    }

    /**
     * A smooth ReLU with a shallow dip below zero, slightly deeper than that of silu. φ(z) = z tanh(softplus(z))
     * (Misra, 2019); φ′ = t + z (1 − t²) sigmoid(z) with t = tanh(softplus(z)).
     */
    record Mish() implements Gated {

        @Override
        public float value(float z) {
            return z == Float.NEGATIVE_INFINITY ? 0 : z * FloatMath.tanh(FloatMath.softplus(z));
        }

        @Override
        public float slope(float z, float a) {
            float t = FloatMath.tanh(FloatMath.softplus(z));
            if (t == 1 || z == Float.NEGATIVE_INFINITY) {
                return t;
            }
            return t + z * (1 - t * t) * FloatMath.sigmoid(z);
        }

        @Override
        public double steepest() {
            return 1.0884981612517277;
        }
    }

    /**
     * A smooth ReLU with a shallow dip below zero, the usual choice in transformers. φ(z) = z Φ(z), Φ the standard
     * normal distribution; with {@code approximate}, z/2 (1 + tanh(√(2/π) (z + 0.044715 z³))) (Hendrycks and Gimpel,
     * 2016).
     */
    record Gelu(@Default("false") boolean approximate) implements Gated {

        private static final float ROOT_2_OVER_PI = 0.7978845608028654f;
        private static final float CUBIC = 0.044715f;

        @Override
        public float value(float z) {
            if (!approximate) {
                return FloatMath.gelu(z);
            }
            return z == Float.NEGATIVE_INFINITY ? 0 : z * (0.5f * (1 + FloatMath.tanh(inner(z))));
        }

        @Override
        public float slope(float z, float a) {
            if (!approximate) {
                return FloatMath.geluSlope(z);
            }
            float t = FloatMath.tanh(inner(z));
            if (Math.abs(t) == 1) {
                return 0.5f * (1 + t);
            }
            return 0.5f * (1 + t) + 0.5f * z * (1 - t * t) * ROOT_2_OVER_PI * (1 + 3 * CUBIC * z * z);
        }

        @Override
        public double steepest() {
            return approximate ? 1.1289930686587715 : 1.1289041451851545;
        }

        private static float inner(float z) {
            return ROOT_2_OVER_PI * (z + CUBIC * z * z * z);
        }
    }
}
