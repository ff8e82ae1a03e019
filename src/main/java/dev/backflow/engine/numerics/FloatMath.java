package dev.backflow.engine.numerics;

/**
 * Elementary functions in single precision that give the same bits on every Java virtual machine from 17 on.
 *
 * <p>{@code Math.tanh} and {@code Math.exp} may differ between releases, processors, and even between the interpreter
 * and the compiler of one process. These methods use only what the language defines to the last bit: sums, products,
 * quotients, square roots, casts and the bits of a number. They work in double precision and round once, at the end, so
 * that results in the subnormal range are rounded as correctly as all others, and overflow becomes an infinity by
 * itself.
 *
 * <p>Error bounds are in ulp of the result; 0.5 would be perfect rounding. Each is the largest error over all
 * 2<sup>32</sup> arguments; for gelu over all of 2<sup>-12</sup> ≤ |x| ≤ 20 and every 256th beyond. NaN gives NaN;
 * infinities give the limit; an odd function keeps the sign of zero.
 *
 * <p>The rational and polynomial coefficients were fitted for this class: minimax in the relative error, by iteratively
 * reweighted least squares on Chebyshev nodes (Lawson 1961; Loeb 1957) in 60 digits.
 */
public final class FloatMath {

    private static final double LN2 = 0x1.62e42fefa39efp-1;

    /** Beyond ±this the exponential in single precision is 0 or infinite, in double precision still neither. */
    private static final double EXP_LIMIT = 700;

    /** Below minus this the sigmoid rounds to 0. */
    static final float SIGMOID_LIMIT = 110;

    /** From here on tanh rounds to ±1; the rational function does as well. */
    static final float TANH_LIMIT = 9.1f;

    /** Beyond ±this the normal distribution function rounds to 0 or 1, and its density to 0. */
    private static final float NORMAL_LIMIT = 20;

    private static final double INVERSE_SQRT_2PI = 0x1.9884533d43651p-2;

    /** log2 of the number of steps into which {@link #POWERS} divides an octave. */
    private static final int STEP_BITS = 8;

    private static final int STEPS = 1 << STEP_BITS;

    private static final double STEP = LN2 / STEPS;

    private static final double STEPS_PER_UNIT = STEPS / LN2;

    /** Adding this to |z| &lt; 2<sup>51</sup> rounds z to an integer and leaves that integer in the lowest bits. */
    private static final double ROUNDER = 0x1.8p52;

    /**
     * The bits of 2<sup>j/256</sup>, less j at the place where an exponent counted in 256ths of an octave is added, so
     * that adding k there gives the bits of 2<sup>k/256</sup> for every k that leaves j when divided by 256.
     */
    private static final long[] POWERS = powers();

    private FloatMath() {}

    /** e<sup>x</sup>, within 0.51 ulp. */
    public static float exp(float x) {
        return (float) exponential(withinExpLimit(x));
    }

    /** e<sup>x</sup> − 1 without cancellation near zero, within 0.51 ulp. */
    public static float expm1(float x) {
        return (float) exponentialLessOne(withinExpLimit(x));
    }

    /** ln x, within 0.51 ulp. Zero of either sign gives −∞, a negative argument NaN. */
    public static float log(float x) {
        return (float) logarithm(x);
    }

    /** ln(1 + x) without cancellation near zero, within 0.51 ulp; a series of three terms below 2<sup>−12</sup>. */
    public static float log1p(float x) {
        double v = x;
        return (float) (Math.abs(x) < 0x1p-12f ? v * (1 - v * (0.5 - v * (1.0 / 3))) : logarithm(1 + v));
    }

    /** 1 / (1 + e<sup>−x</sup>), within 0.51 ulp also where it is nearly zero. Its derivative is s·(1 − s). */
    public static float sigmoid(float x) {
        return (float) logistic(within(SIGMOID_LIMIT, x));
    }

    /** ln(1 + e<sup>x</sup>) = max(x, 0) + ln(1 + e<sup>−|x|</sup>), within 0.51 ulp also where it is nearly zero. */
    public static float softplus(float x) {
        double t = exponential(withinExpLimit(-Math.abs(x)));
        return (float) (Math.max(x, 0f) + logarithmOfRatio(t / (2 + t)));
    }

    /**
     * (e<sup>x</sup> − e<sup>−x</sup>) / (e<sup>x</sup> + e<sup>−x</sup>), within 0.52 ulp. Its derivative is 1 −
     * tanh²x.
     */
    public static float tanh(float x) {
        return (float) tanhRatio(within(TANH_LIMIT, x));
    }

    /**
     * x·Φ(x) with the normal distribution function Φ, the exact GELU (Hendrycks and Gimpel 2016), within 0.62 ulp; −0
     * at −∞.
     */
    public static float gelu(float x) {
        double v = within(NORMAL_LIMIT, x);
        return (float) (Math.max(x, -NORMAL_LIMIT) * normalCdf(v, exponential(-0.5 * v * v)));
    }

    /**
     * Φ(x) + x·φ(x), the derivative of {@link #gelu}, φ being the normal density. It crosses zero at −0.7518, so that
     * the bound is an absolute one, 1e-7.
     */
    public static float geluSlope(float x) {
        double v = within(NORMAL_LIMIT, x);
        double gauss = exponential(-0.5 * v * v);
        return (float) (normalCdf(v, gauss) + v * gauss * INVERSE_SQRT_2PI);
    }

    /** A comparison that is nearly always true costs less than a minimum and a maximum; these also let NaN through. */
    private static double withinExpLimit(float x) {
        return Math.abs(x) <= EXP_LIMIT ? x : Math.min(Math.max(x, -EXP_LIMIT), EXP_LIMIT);
    }

    static double within(float limit, float x) {
        return Math.abs(x) <= limit ? x : Math.min(Math.max(x, -limit), limit);
    }

    /**
     * e<sup>x</sup> for |x| ≤ 700, relative error 2<sup>−33</sup>: with z = 256 x / ln 2 = k + r and |r| ≤ 1/2 it is
     * 2<sup>k/256</sup>·e<sup>ar</sup>, a = (ln 2)/256 (P. T. P. Tang, "Table-driven implementation of the exponential
     * function", 1989). The cubic term of the series of e<sup>ar</sup> is replaced by the line next to it.
     */
    private static double exponential(double x) {
        double z = x * STEPS_PER_UNIT;
        double rounded = z + ROUNDER;
        double r = z - (rounded - ROUNDER);
        return (1 + r * ((STEP + STEP * STEP * STEP / 32) + r * (STEP * STEP / 2))) * power(rounded);
    }

    /** As {@link #exponential}, with one term more, since here r alone is the result when k is 0. */
    private static double exponentialLessOne(double x) {
        double z = x * STEPS_PER_UNIT;
        double rounded = z + ROUNDER;
        double r = z - (rounded - ROUNDER);
        double power = power(rounded);
        double rest = r * (STEP + r * (STEP * STEP / 2 + r * (STEP * STEP * STEP / 6)));
        return power * rest - (1 - power); // not + (power - 1), which would turn -0 into 0
    }

    /** 2<sup>k/256</sup> for the integer k in the lowest bits of {@code rounded}. */
    private static double power(double rounded) {
        long k = Double.doubleToRawLongBits(rounded);
        return Double.longBitsToDouble(POWERS[(int) k & (STEPS - 1)] + (k << (52 - STEP_BITS)));
    }

    private static long[] powers() {
        long[] powers = new long[STEPS];
        for (int j = 0; j < STEPS; j++) {
            double power = 1;
            double root = 2;
            for (int bit = STEPS >> 1; bit > 0; bit >>= 1) {
                root = Math.sqrt(root);
                power *= (j & bit) == 0 ? 1 : root;
            }
            powers[j] = Double.doubleToRawLongBits(power) - ((long) j << (52 - STEP_BITS));
        }
        return powers;
    }

    /**
     * ln v, relative error 2<sup>−33</sup>: k ln 2 + ln m with v = 2<sup>k</sup>m and m in [√½, √2); v must not be
     * subnormal, which no float is as a double.
     */
    public static double logarithm(double v) {
        if (v > 0 && v < Double.POSITIVE_INFINITY) {
            long bits = Double.doubleToRawLongBits(v);
            long k = (bits - 0x3fe6a09e667f3bcdL) >> 52;
            double m = Double.longBitsToDouble(bits - (k << 52));
            return k * LN2 + logarithmOfRatio((m - 1) / (m + 1));
        }
        return v == 0 ? Double.NEGATIVE_INFINITY : v < 0 ? Double.NaN : v;
    }

    /** ln((1 + s) / (1 − s)) = 2 artanh s for |s| ≤ 1/3, relative error 2<sup>−33</sup>. */
    private static double logarithmOfRatio(double s) {
        double y = s * s;
        double p = 0x1.f3b8f9dfe997cp-3;
        p = p * y + 0x1.b63457abf7c90p-3;
        p = p * y + 0x1.2512a2097c1d3p-2;
        p = p * y + 0x1.999634063c2e1p-2;
        p = p * y + 0x1.55555981eb8bep-1;
        p = p * y + 0x1.ffffffff2cce8p+0;
        return s * p;
    }

    /**
     * 1 / (1 + e<sup>−x</sup>) for |x| ≤ 110, relative error 2<sup>−35</sup>: e<sup>r</sup> for r = −x/1024 is a
     * polynomial to 2<sup>−45</sup>, and squared ten times e<sup>−x</sup>. Unlike {@link #exponential} this needs no
     * table, so it can be computed in vectors.
     */
    static double logistic(double x) {
        double r = x * -0x1p-10;
        double y = r * r;
        double power = (1 + r * 0x1.0000000000c45p+0)
                + y * (0x1.fffffffe272c5p-2 + r * 0x1.5555553392500p-3)
                + y * y * ((0x1.5555db80e5e67p-5 + r * 0x1.10dbe141dd4f4p-7) + y * 0x1.7bf37707ecdd8p-10);
        return 1 / (1 + fourth(fourth(fourth(fourth(fourth(power))))));
    }

    private static double fourth(double x) {
        double square = x * x;
        return square * square;
    }

    /** tanh x for |x| ≤ 9.1, relative error 2<sup>−29.8</sup>. */
    static double tanhRatio(double x) {
        double y = x * x;
        double p = 0x1.b0d5d21b14ad6p-25;
        p = p * y + 0x1.0818933a0de68p-15;
        p = p * y + 0x1.066190bf3a156p-8;
        p = p * y + 0x1.1a3ee3fcfe2c6p-3;
        p = p * y + 0x1.fffffff720eb9p-1;
        double q = 0x1.914830776fbc6p-31;
        q = q * y + 0x1.affa26514ea67p-20;
        q = q * y + 0x1.b84054ce7b6b5p-12;
        q = q * y + 0x1.c62966278dc35p-6;
        q = q * y + 0x1.e274c6a4d6644p-2;
        return x * p / (q * y + 1);
    }

    /**
     * Φ(x) from {@code gauss} = e<sup>−x²/2</sup>. Φ(−a)/e<sup>−a²/2</sup> falls slowly from 1/2 to 0.028 on [0, 14.5]
     * and is a rational function there to 2<sup>−27.4</sup>; for positive x, Φ(x) = 1 − Φ(−x). The sign enters by
     * arithmetic, since no processor predicts it.
     */
    private static double normalCdf(double x, double gauss) {
        double a = Math.abs(x);
        double p = 0x1.0ec611a31cffep-8;
        p = p * a + 0x1.4daa291ed9bd5p-5;
        p = p * a + 0x1.77d64880ff7acp-3;
        p = p * a + 0x1.c12f1d6f68f6dp-2;
        p = p * a + 0x1.0000001c6b80cp-1;
        double q = 0x1.535c5307931b9p-7;
        q = q * a + 0x1.a23678c4b8c75p-4;
        q = q * a + 0x1.e17ebda18f91bp-2;
        q = q * a + 0x1.342197e5e37ddp+0;
        q = q * a + 0x1.acd9bff02601dp+0;
        double above = 1 - (Double.doubleToRawLongBits(x) >>> 63);
        return above + (1 - 2 * above) * gauss * p / (q * a + 1);
    }
}
