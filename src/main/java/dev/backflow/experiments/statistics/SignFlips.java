package dev.backflow.experiments.statistics;

import org.jspecify.annotations.Nullable;

/**
 * Tests by flipping signs whether paired differences lie about a centre: if the two cells of every pair could as well be
 * exchanged, every sign of a difference from the centre is as likely as the other, and the mean difference can be held
 * against those under all 2ⁿ choices of signs (Fisher 1935). It assumes no distribution.
 *
 * <p>Flipping a set of differences raises their sum exactly if the mean of the set lies below the centre. So the test
 * counts sets of differences by their mean, and the centres that it does not reject are an interval that ends at two
 * such means (Hartigan 1969). Interval and test can never disagree.
 */
abstract class SignFlips {

    /** Beyond it, sign vectors are a sample of {@value SampledFlips#DRAWS}: 2³⁰ can still be counted in a millisecond. */
    static final int MOST_EXACT = 30;

    /** Pairs without which no centre is rejected, as 2/2ⁿ is above 5 %. */
    static final int FEWEST = 6;

    /** Sums that differ by less, relative to the largest difference, are equal but for rounding. */
    private static final double EQUAL = 1e-12;

    /** Decimals to which an interval is given, relative to the largest difference. */
    private static final int DIGITS = 11;

    private static final int HALVINGS = 46;

    private final double[] sorted;
    private final double largest;

    /** Of differences in ascending order, at least one. */
    SignFlips(double[] sorted) {
        this.sorted = sorted;
        largest = Math.max(Math.abs(sorted[0]), Math.abs(sorted[sorted.length - 1]));
    }

    static SignFlips of(double[] sorted, long seed) {
        return sorted.length <= MOST_EXACT ? new CountedFlips(sorted) : new SampledFlips(sorted, seed);
    }

    /**
     * The share of sets of differences, the empty one counted in, that have Σ side · (dᵢ − centre) ≤ rounding: the
     * one-sided p of a centre that lies on the other {@code side} (1: below, −1: above the differences).
     */
    abstract double share(double centre, int side, double rounding);

    /** Two-sided p of the centre 0: twice the smaller one-sided p, at most 1. */
    final double p() {
        return Math.min(1, 2 * Math.min(share(0, 1), share(0, -1)));
    }

    /** The centres that are not rejected at 5 %, ends included; null with fewer than {@link #FEWEST} pairs. */
    final @Nullable Interval interval() {
        if (sorted.length < FEWEST) {
            return null;
        }
        return largest == 0 ? new Interval(0, 0) : new Interval(end(1), end(-1));
    }

    /** The outermost centre on a side that is not rejected, found by halving. */
    private double end(int side) {
        double rejected = (side > 0 ? sorted[0] : sorted[sorted.length - 1]) - side * largest;
        double kept = side > 0 ? sorted[sorted.length - 1] : sorted[0];
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (rejected + kept) / 2;
            if (share(middle, side) <= Interval.ERROR / 2) {
                rejected = middle;
            } else {
                kept = middle;
            }
        }
        return Rounding.to(kept, DIGITS, largest);
    }

    private double share(double centre, int side) {
        return share(centre, side, EQUAL * largest);
    }
}
