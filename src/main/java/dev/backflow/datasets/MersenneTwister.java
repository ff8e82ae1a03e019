package dev.backflow.datasets;

/**
 * MT19937: M. Matsumoto and T. Nishimura, "Mersenne Twister: a 623-dimensionally equidistributed uniform pseudo-random
 * number generator", ACM TOMACS 8(1), 1998. Seeded with one word, as in the authors' revision of 2002 and as NumPy's
 * {@code RandomState(seed)} does.
 */
final class MersenneTwister {

    private static final int WORDS = 624;
    private static final int MIDDLE = 397;
    private static final int MATRIX_A = 0x9908b0df;

    private final int[] state = new int[WORDS];
    private int next = WORDS;

    /** x₀ = seed; xᵢ = 1812433253 · (xᵢ₋₁ ⊕ (xᵢ₋₁ ≫ 30)) + i modulo 2³². */
    MersenneTwister(int seed) {
        state[0] = seed;
        for (int i = 1; i < WORDS; i++) {
            int before = state[i - 1];
            state[i] = 1812433253 * (before ^ (before >>> 30)) + i;
        }
    }

    /** The next 32 bits. */
    int nextInt() {
        if (next == WORDS) {
            twist();
            next = 0;
        }
        return temper(state[next++]);
    }

    /** xₖ₊₆₂₄ = xₖ₊₃₉₇ ⊕ (highest bit of xₖ, other bits of xₖ₊₁) A, for all k; x is kept modulo 624. */
    private void twist() {
        for (int k = 0; k < WORDS; k++) {
            int joined = (state[k] & Integer.MIN_VALUE) | (state[(k + 1) % WORDS] & Integer.MAX_VALUE);
            int timesA = (joined >>> 1) ^ (-(joined & 1) & MATRIX_A);
            state[k] = state[(k + MIDDLE) % WORDS] ^ timesA;
        }
    }

    private static int temper(int word) {
        int y = word;
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >>> 18);
    }
}
