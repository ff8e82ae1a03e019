package dev.backflow.engine.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FloatMathTest {

    private static final float INFINITY = Float.POSITIVE_INFINITY;

    interface FloatFunction {
        float of(float x);
    }

    /** Definition in double precision, bound in ulp, limits at −∞ and ∞, hash of the results for {@link #sample}. */
    enum Function {
        EXP(FloatMath::exp, StrictMath::exp, 0.51, 0, INFINITY, 0x64b92195),
        EXPM1(FloatMath::expm1, StrictMath::expm1, 0.51, -1, INFINITY, 0x275f1f59),
        LOG(FloatMath::log, StrictMath::log, 0.51, Float.NaN, INFINITY, 0x3da19c3a),
        LOG1P(FloatMath::log1p, StrictMath::log1p, 0.51, Float.NaN, INFINITY, 0xf73e3929),
        SIGMOID(FloatMath::sigmoid, x -> 1 / (1 + StrictMath.exp(-x)), 0.51, 0, 1, 0x06121051),
        SOFTPLUS(FloatMath::softplus, FloatMathTest::softplus, 0.51, 0, INFINITY, 0x4012caef),
        TANH(FloatMath::tanh, StrictMath::tanh, 0.52, -1, 1, 0x57d36dd4),
        GELU(FloatMath::gelu, FloatMathTest::gelu, 0.62, -0f, INFINITY, 0xcacf0d54);

        final FloatFunction function;
        final DoubleUnaryOperator definition;
        final double bound;
        final float lowerLimit;
        final float upperLimit;
        final int bits;

        Function(
                FloatFunction function,
                DoubleUnaryOperator definition,
                double bound,
                float lowerLimit,
                float upperLimit,
                int bits) {
            this.function = function;
            this.definition = definition;
            this.bound = bound;
            this.lowerLimit = lowerLimit;
            this.upperLimit = upperLimit;
            this.bits = bits;
        }

        /** Distance of the computed from the true value, in units of the last place of a float of that size. */
        double error(float x) {
            double exact = definition.applyAsDouble(x);
            float computed = function.of(x);
            if (Double.isNaN(exact) || Float.isNaN(computed)) {
                return Double.isNaN(exact) && Float.isNaN(computed) ? 0 : INFINITY;
            }
            double shown = Float.isInfinite(computed) ? Math.copySign(0x1p128, computed) : computed;
            double reachable = Math.min(Math.max(exact, -0x1p128), 0x1p128);
            int exponent = Math.min(Math.max(Math.getExponent(exact), Float.MIN_EXPONENT), Float.MAX_EXPONENT);
            return Math.abs(shown - reachable) / Math.scalb(1.0, exponent - 23);
        }
    }

    @ParameterizedTest
    @EnumSource
    void staysWithinItsErrorBound(Function f) {
        float worst = 0;
        double error = 0;
        for (float x : sample()) {
            double e = f.error(x);
            if (e > error) {
                error = e;
                worst = x;
            }
        }
        assertThat(error).as("%s(%s), ulp", f, worst).isLessThanOrEqualTo(f.bound);
    }

    @ParameterizedTest
    @EnumSource
    void hasLimitsAtTheInfinitiesAndLetsNotANumberThrough(Function f) {
        assertThat(f.function.of(-INFINITY)).isEqualTo(Float.valueOf(f.lowerLimit));
        assertThat(f.function.of(INFINITY)).isEqualTo(f.upperLimit);
        assertThat(f.function.of(Float.NaN)).isNaN();
        assertThat(f.function.of(Float.intBitsToFloat(0xffc12345))).isNaN();
    }

    @ParameterizedTest
    @EnumSource(names = {"EXPM1", "LOG1P", "TANH", "GELU"})
    void keepsTheSignOfZero(Function f) {
        assertThat(f.function.of(0f)).isEqualTo(Float.valueOf(0f));
        assertThat(f.function.of(-0f)).isEqualTo(Float.valueOf(-0f));
    }

    @ParameterizedTest
    @EnumSource(names = "TANH")
    void isOddToTheLastBit(Function f) {
        for (float x : sample()) {
            if (f.function.of(-x) != -f.function.of(x) && !Float.isNaN(x)) {
                fail("%s(%s) and %s(%s) differ in more than the sign", f, x, f, -x);
            }
        }
    }

    @Test
    void isExactWhereTheResultIsSimple() {
        for (float zero : new float[] {0f, -0f}) {
            assertThat(FloatMath.exp(zero)).isEqualTo(1f);
            assertThat(FloatMath.sigmoid(zero)).isEqualTo(0.5f);
            assertThat(FloatMath.geluSlope(zero)).isEqualTo(0.5f);
            assertThat(FloatMath.log(zero)).isEqualTo(-INFINITY);
        }
        assertThat(FloatMath.log(1f)).isEqualTo(0f);
        assertThat(FloatMath.log1p(-1f)).isEqualTo(-INFINITY);
        assertThat(FloatMath.log(-1f)).isNaN();
        assertThat(FloatMath.log1p(-1.0000001f)).isNaN();
    }

    @Test
    void overflowsAndUnderflowsWhereSinglePrecisionDoes() {
        assertThat(FloatMath.exp(88.72283f)).isLessThan(INFINITY);
        assertThat(FloatMath.exp(88.72284f)).isEqualTo(INFINITY);
        assertThat(FloatMath.expm1(88.72284f)).isEqualTo(INFINITY);
        assertThat(FloatMath.exp(-103.97f)).isEqualTo(Float.MIN_VALUE);
        assertThat(FloatMath.exp(-103.98f)).isEqualTo(0f);
        assertThat(FloatMath.sigmoid(-103.97f)).isEqualTo(Float.MIN_VALUE);
        assertThat(FloatMath.softplus(-103.97f)).isEqualTo(Float.MIN_VALUE);
        assertThat(FloatMath.softplus(Float.MAX_VALUE)).isEqualTo(Float.MAX_VALUE);
    }

    @Test
    void hasTheSlopeOfGelu() {
        double error = 0;
        for (float x : sample()) {
            double v = Math.min(Math.max(x, -40.0), 40.0);
            double slope = normalCdf(v) + v * StrictMath.exp(-v * v / 2) / Math.sqrt(2 * Math.PI);
            error = Math.max(error, Float.isNaN(x) ? 0 : Math.abs(FloatMath.geluSlope(x) - slope));
        }
        assertThat(error).isLessThanOrEqualTo(6.1e-8);
        assertThat(FloatMath.geluSlope(Float.NaN)).isNaN();
        assertThat(FloatMath.geluSlope(INFINITY)).isEqualTo(1f);
        assertThat(FloatMath.geluSlope(-INFINITY)).isZero();
    }

    @Test
    void givesTheSameBitsForAnArrayAsForItsElements() {
        givesTheSameBits(FloatMath::sigmoid, FloatArrays::sigmoid);
        givesTheSameBits(FloatMath::tanh, FloatArrays::tanh);
    }

    interface ArrayFunction {
        void of(float[] x, float[] out, int length);
    }

    private static void givesTheSameBits(FloatFunction function, ArrayFunction ofArray) {
        float[] x = sample();
        float[] expected = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            expected[i] = function.of(x[i]);
        }
        for (int length : new int[] {0, 1, 63, 64, 511, 512, 513, 1300, x.length}) {
            float[] out = new float[x.length];
            ofArray.of(x, out, length);
            assertThat(Arrays.equals(out, 0, length, expected, 0, length)).isTrue();
            assertThat(Arrays.equals(out, length, x.length, new float[x.length], length, x.length))
                    .isTrue();
        }
        ofArray.of(x, x, x.length);
        assertThat(Arrays.equals(x, expected)).isTrue();
    }

    /** The bits themselves, so that a change, or a platform with bits of its own, is seen even within the bounds. */
    @ParameterizedTest
    @EnumSource
    void givesTheSameBitsEverywhere(Function f) {
        int hash = 1;
        for (float x : sample()) {
            hash = 31 * hash + Float.floatToIntBits(f.function.of(x));
        }
        assertThat(hash).isEqualTo(f.bits);
    }

    private static float[] sample;

    /** Every 16381st float, all floats around those where a formula changes, and 100 000 of the size networks see. */
    private static float[] sample() {
        if (sample == null) {
            float[] edges = {
                0f,
                Float.MIN_NORMAL,
                0x1p-12f,
                0.5f,
                0.70710677f,
                1f,
                1.4142135f,
                4f,
                9.1f,
                14.17f,
                20f,
                88.722f,
                103.97f,
                700f,
                Float.MAX_VALUE
            };
            int strided = (int) ((1L << 32) / 16381) + 1;
            float[] x = new float[strided + edges.length * 2 * 129 + 100_000];
            int n = 0;
            for (; n < strided; n++) {
                x[n] = Float.intBitsToFloat((int) (n * 16381L));
            }
            for (float edge : edges) {
                for (int step = -64; step <= 64; step++) {
                    float near = Float.intBitsToFloat(Float.floatToRawIntBits(edge) + step);
                    x[n++] = near;
                    x[n++] = -near;
                }
            }
            Random random = new Random(1);
            while (n < x.length) {
                x[n++] = random.nextFloat() * 24 - 12;
            }
            sample = x;
        }
        return sample.clone();
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    private static double gelu(double x) {
        return Math.max(x, -40) * normalCdf(x);
    }

    private static double normalCdf(double x) {
        double z = x / Math.sqrt(2);
        double a = Math.min(Math.abs(z), 40);
        if (a < 0.5) {
            return 0.5 + 0.5 * centre(z);
        }
        double half = 0.5 * (a < 2 ? 1 - centre(a) : tail(a));
        return x < 0 ? half : 1 - half;
    }

    /** erf x = 2/√π e^(−x²) Σ 2^n x^(2n+1) / (1·3·5 … (2n+1)), Abramowitz and Stegun 7.1.6; all terms have one sign. */
    private static double centre(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
    }

    /** erfc x by its continued fraction, Abramowitz and Stegun 7.1.14, for x ≥ 2. */
    private static double tail(double x) {
        double fraction = x;
        for (int n = 60; n > 0; n--) {
            fraction = x + n / 2.0 / fraction;
        }
        return StrictMath.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
    }
}
