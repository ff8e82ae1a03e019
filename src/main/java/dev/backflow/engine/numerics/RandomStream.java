package dev.backflow.engine.numerics;

/**
 * A stream of random numbers that is fixed by (seed, purpose, index), where the index is a layer or an epoch; within a
 * stream, {@link #seek} finds an epoch and step. No stream depends on how much of another was drawn, so an epoch can be
 * entered without replaying those before it, and two specs that differ in one initializer draw the same numbers
 * everywhere else.
 *
 * <p>The generator is SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014); the
 * three keys are folded into its state with its own finalizer.
 */
public final class RandomStream {

    /** What a stream is for. The order is part of the promise "same seed, same bits": append, never reorder. */
    public enum Purpose {
        KERNEL,
        BIAS,
        SHUFFLE,
        DROPOUT,
        GAMMA,
        BETA,
        MOVING_MEAN,
        MOVING_VARIANCE,
        BOOTSTRAP,
        SIGN_FLIP,
        VALIDATION
    }

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final long origin;
    private long state;

    public RandomStream(long seed, Purpose purpose, int index) {
        long key = mix(seed + GOLDEN_GAMMA);
        key = mix(key + (purpose.ordinal() + 1) * GOLDEN_GAMMA);
        origin = mix(key + (index + 1L) * GOLDEN_GAMMA);
        state = origin;
    }

    /**
     * Goes to where the numbers of a step begin: they follow from the stream's keys, {@code epoch} and {@code step}
     * (from −1 on) alone, whatever was drawn before.
     */
    public void seek(int epoch, int step) {
        long key = mix(origin + (epoch + 1L) * GOLDEN_GAMMA);
        state = mix(key + (step + 2L) * GOLDEN_GAMMA);
    }

    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform in the open interval (0, 1), in steps of 2⁻⁵³ that start at 2⁻⁵⁴: never 0, so quantiles stay finite. */
    public double nextUniform() {
        return ((nextLong() >>> 11) + 0.5) * 0x1.0p-53;
    }

    /** Uniform in [0, bound); the bias is below bound · 2⁻⁶³. */
    public int nextInt(int bound) {
        return (int) Math.multiplyHigh(nextLong() >>> 1, 2L * bound);
    }

    /** Fills {@code order} with a uniformly drawn permutation of 0 … length − 1 (Fisher and Yates). */
    public void permutation(int[] order) {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        for (int i = order.length - 1; i > 0; i--) {
            int j = nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
