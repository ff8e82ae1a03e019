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
        int occupied = 0;
        for (int count : all) {
            occupied += count > 0 ? 1 : 0;
        }
        int[] bins = new int[occupied];
        int[] counts = new int[occupied];
        for (int bin = 0, i = 0; i < occupied; bin++) {
            if (all[bin] > 0) {
                bins[i] = bin;
                counts[i++] = all[bin];
            }
        }
        return new Histogram(bins, counts);
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
