package dev.backflow.recording;

import java.util.Arrays;

/**
 * How many finite elements of a tensor fall into each of the {@link Bins}, without the empty ones: the counts add up to
 * the finite elements.
 *
 * @param bins ascending
 * @param counts one for each of the bins, positive
 */
public record Histogram(int[] bins, int[] counts) {

    /** Counts the first {@code length} elements, leaving out NaN and ±∞. */
    static Histogram of(float[] data, int length) {
        int[] all = new int[Bins.COUNT];
        for (int i = 0; i < length; i++) {
            if (Float.isFinite(data[i])) {
                all[Bins.of(data[i])]++;
            }
        }
        return of(all);
    }

    /** @param all a count for each bin */
    public static Histogram of(int[] all) {
        int[] bins = new int[all.length];
        int[] counts = new int[all.length];
        int length = 0;
        for (int bin = 0; bin < all.length; bin++) {
            if (all[bin] > 0) {
                bins[length] = bin;
                counts[length++] = all[bin];
            }
        }
        return new Histogram(Arrays.copyOf(bins, length), Arrays.copyOf(counts, length));
    }

    /** A count for each bin, empty ones too. */
    public int[] all() {
        int[] all = new int[Bins.COUNT];
        for (int i = 0; i < bins.length; i++) {
            all[bins[i]] = counts[i];
        }
        return all;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Histogram histogram
                && Arrays.equals(bins, histogram.bins)
                && Arrays.equals(counts, histogram.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bins) + Arrays.hashCode(counts);
    }
}
