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

    /** Beyond it, signs are drawn: each further pair makes it 1.4 times as long to count them. */
    static final int MOST_EXACT = 24;

    /** Pairs without which no centre is rejected, as 2/2ⁿ is above 5 %. */
    static final int FEWEST = 6;

    /** Sums that differ by less, relative to the largest difference, are equal but for rounding. */
    private static final double EQUAL = 1e-12;

    /** Decimal digits of an interval, relative to the largest difference. */
    private static final int DIGITS = 11;

    /** In ascending order. */
    final double[] differences;

    private final double largest;

    /** Of differences in ascending order, at least one. */
    SignFlips(double[] sorted) {
        differences = sorted;
        largest = Math.max(Math.abs(sorted[0]), Math.abs(sorted[sorted.length - 1]));
    }

    static SignFlips of(double[] sorted, long seed) {
        return sorted.length <= MOST_EXACT ? new CountedFlips(sorted) : new SampledFlips(sorted, seed);
    }

    /**
     * One-sided p of the centre 0: the share of sets of differences, the empty one counted in, that have Σ side · dᵢ ≤
     * rounding.
     *
     * @param side 1 to hold a centre below the differences against them, −1 for one above
     */
    abstract double share(int side, double rounding);

    /** The outermost centre on a side that is not rejected, near to 11 digits of the largest difference. */
    abstract double end(int side);

    /** Two-sided p of the centre 0: twice the smaller one-sided p, at most 1. */
    final double p() {
        double rounding = EQUAL * largest;
        return Math.min(1, 2 * Math.min(share(1, rounding), share(-1, rounding)));
    }

    /** The centres that are not rejected at 5 %, ends included; null with fewer than {@link #FEWEST} pairs. */
    final @Nullable Interval interval() {
        if (differences.length < FEWEST) {
            return null;
        }
        return largest == 0
                ? new Interval(0, 0)
                : new Interval(Rounding.to(end(1), DIGITS, largest), Rounding.to(end(-1), DIGITS, largest));
    }
}
