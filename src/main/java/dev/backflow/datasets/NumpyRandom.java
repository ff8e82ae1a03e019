package dev.backflow.datasets;

/**
 * The numbers that NumPy's {@code RandomState(seed)} draws, in its order: what scikit-learn uses when it is given an
 * integer as {@code random_state}. NumPy has frozen this stream (NEP 19). Gaussians go through {@link StrictMath}, so
 * they are the same on every machine; NumPy takes the logarithm of the machine's C library, which may differ in the
 * last bit of a double.
 */
final class NumpyRandom {

    private static final double TWO_POW_26 = 0x1p26;
    private static final double TWO_POW_53 = 0x1p53;

    private final MersenneTwister bits;
    private double spare;
    private boolean hasSpare;

    /** @param seed from 0 to 2³² − 1 */
    NumpyRandom(long seed) {
        bits = new MersenneTwister((int) seed);
    }

    /** Uniform in [0, 1): {@code random_sample()}, (a · 2²⁶ + b) / 2⁵³ of 27 and 26 bits. */
    double uniform() {
        double high = bits.nextInt() >>> 5;
        double low = bits.nextInt() >>> 6;
        return (high * TWO_POW_26 + low) / TWO_POW_53;
    }

    /** Uniform in [low, high). */
    double uniform(double low, double high) {
        return low + (high - low) * uniform();
    }

    /**
     * Standard normal, by Marsaglia and Bray's polar method (SIAM Review 6(3), 1964): for (u, v) uniform in the unit
     * disk and s = u² + v², both u·√(−2 ln s / s) and v·√(−2 ln s / s) are. The one of v comes first.
     */
    double gaussian() {
        if (hasSpare) {
            hasSpare = false;
            return spare;
        }
        double u;
        double v;
        double s;
        do {
            u = 2.0 * uniform() - 1.0;
            v = 2.0 * uniform() - 1.0;
            s = u * u + v * v;
        } while (s >= 1.0 || s == 0.0);
        double scale = Math.sqrt(-2.0 * StrictMath.log(s) / s);
        spare = scale * u;
        hasSpare = true;
        return scale * v;
    }

    /** Uniform over 0 … {@code most}: as many bits as {@code most} has, drawn until they do not exceed it. */
    int upTo(int most) {
        if (most == 0) {
            return 0;
        }
        int mask = -1 >>> Integer.numberOfLeadingZeros(most);
        int value;
        do {
            value = bits.nextInt() & mask;
        } while (value > most);
        return value;
    }

    /** 0 … {@code size} − 1, shuffled from the end (Knuth's Algorithm P), or as they are without any draw. */
    int[] order(int size, boolean shuffle) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        for (int i = size - 1; shuffle && i > 0; i--) {
            int j = upTo(i);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
