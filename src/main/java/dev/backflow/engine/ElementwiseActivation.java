package dev.backflow.engine;

import org.ejml.data.FMatrixRMaj;

/** An activation that looks at one number at a time. */
public sealed interface ElementwiseActivation extends Activation {

    /** φ(z). */
    float value(float z);

    /** φ′(z), given a = φ(z) as well because it often is the shorter way. At a kink, Keras' choice. */
    float slope(float z, float a);

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

    /** φ(z) = z. */
    record Linear() implements ElementwiseActivation {

        @Override
        public float value(float z) {
            return z;
        }

        @Override
        public float slope(float z, float a) {
            return 1;
        }
    }

    /** φ(z) = 1 / (1 + e^{−z}), φ′ = a (1 − a) ≤ 1/4. */
    record Sigmoid() implements ElementwiseActivation {

        @Override
        public float value(float z) {
            return FloatMath.sigmoid(z);
        }

        @Override
        public float slope(float z, float a) {
            return a * (1 - a);
        }

        @Override
        public void forward(FMatrixRMaj z, FMatrixRMaj a) {
            float[] in = z.data;
            float[] out = a.data;
            for (int i = 0, n = z.getNumElements(); i < n; i++) {
                out[i] = FloatMath.sigmoid(in[i]);
            }
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

    /** φ(z) = tanh z, φ′ = 1 − a². */
    record Tanh() implements ElementwiseActivation {

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
            float[] in = z.data;
            float[] out = a.data;
            for (int i = 0, n = z.getNumElements(); i < n; i++) {
                out[i] = FloatMath.tanh(in[i]);
            }
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

    /** φ(z) = max(z, 0), φ′ = 1 above zero and 0 elsewhere. */
    record Relu() implements ElementwiseActivation {

        @Override
        public float value(float z) {
            return Math.max(z, 0);
        }

        @Override
        public float slope(float z, float a) {
            return z <= 0 ? 0 : 1;
        }

        @Override
        public void forward(FMatrixRMaj z, FMatrixRMaj a) {
            float[] in = z.data;
            float[] out = a.data;
            for (int i = 0, n = z.getNumElements(); i < n; i++) {
                out[i] = Math.max(in[i], 0);
            }
        }

        @Override
        public void backward(FMatrixRMaj z, FMatrixRMaj a, FMatrixRMaj gradient) {
            float[] in = z.data;
            float[] g = gradient.data;
            for (int i = 0, n = z.getNumElements(); i < n; i++) {
                g[i] = in[i] <= 0 ? 0 : g[i];
            }
        }
    }

    /** φ(z) = z above zero, negative_slope · z elsewhere. */
    record LeakyRelu(@Default("0.2") double negativeSlope) implements ElementwiseActivation {

        public LeakyRelu {
            Check.notNegative("negative_slope", negativeSlope);
        }

        @Override
        public float value(float z) {
            return z > 0 ? z : (float) negativeSlope * z;
        }

        @Override
        public float slope(float z, float a) {
            return z > 0 ? 1 : (float) negativeSlope;
        }
    }

    /** φ(z) = z above zero, alpha (e^z − 1) elsewhere (Clevert et al., 2016). */
    record Elu(@Default("1.0") double alpha) implements ElementwiseActivation {

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
    }

    /** φ(z) = λ z above zero, λ α (e^z − 1) elsewhere; λ and α make N(0, 1) a fixed point (Klambauer et al., 2017). */
    record Selu() implements ElementwiseActivation {

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
    }

    /** φ(z) = log(1 + e^z), φ′ = sigmoid(z). */
    record Softplus() implements ElementwiseActivation {

        @Override
        public float value(float z) {
            return FloatMath.softplus(z);
        }

        @Override
        public float slope(float z, float a) {
            return FloatMath.sigmoid(z);
        }
    }

    /** φ(z) = z / (1 + |z|), φ′ = 1 / (1 + |z|)². */
    record Softsign() implements ElementwiseActivation {

        @Override
        public float value(float z) {
            return Math.abs(z) == Float.POSITIVE_INFINITY ? Math.signum(z) : z / (1 + Math.abs(z));
        }

        @Override
        public float slope(float z, float a) {
            float root = 1 / (1 + Math.abs(z));
            return root * root;
        }
    }

    /** φ(z) = z · sigmoid(z), also called swish; φ′ = s + a (1 − s) with s = sigmoid(z). */
    record Silu() implements ElementwiseActivation {

        @Override
        public float value(float z) {
            return z == Float.NEGATIVE_INFINITY ? 0 : z * FloatMath.sigmoid(z);
        }

        @Override
        public float slope(float z, float a) {
            float s = FloatMath.sigmoid(z);
            return s + a * (1 - s);
        }
    }

    /**
     * φ(z) = z Φ(z), Φ the standard normal distribution; with {@code approximate},
     * z/2 (1 + tanh(√(2/π) (z + 0.044715 z³))) (Hendrycks and Gimpel, 2016).
     */
    record Gelu(@Default("false") boolean approximate) implements ElementwiseActivation {

        private static final float ROOT_2_OVER_PI = 0.7978845608028654f;
        private static final float ROOT_HALF = 0.7071067811865476f;
        private static final float DENSITY_AT_0 = 0.3989422804014327f;
        private static final float CUBIC = 0.044715f;

        @Override
        public float value(float z) {
            if (z == Float.NEGATIVE_INFINITY) {
                return 0;
            }
            return z * distribution(z);
        }

        @Override
        public float slope(float z, float a) {
            if (Math.abs(z) == Float.POSITIVE_INFINITY) {
                return z > 0 ? 1 : 0;
            }
            if (!approximate) {
                return distribution(z) + z * DENSITY_AT_0 * FloatMath.exp(-0.5f * z * z);
            }
            float t = FloatMath.tanh(inner(z));
            return 0.5f * (1 + t) + 0.5f * z * (1 - t * t) * ROOT_2_OVER_PI * (1 + 3 * CUBIC * z * z);
        }

        private float distribution(float z) {
            return approximate ? 0.5f * (1 + FloatMath.tanh(inner(z))) : 0.5f * (1 + FloatMath.erf(z * ROOT_HALF));
        }

        private static float inner(float z) {
            return ROOT_2_OVER_PI * (z + CUBIC * z * z * z);
        }
    }
}
