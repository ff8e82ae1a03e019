package dev.backflow.experiments.statistics;

/**
 * All 2ⁿ choices of signs, counted without visiting each: the sums of the sets of either half are listed in order, and
 * two pointers count the pairs of sums that are small enough, in 2^(n/2) steps (Horowitz and Sahni 1974).
 */
final class CountedFlips extends SignFlips {

    /** From the range of the differences to a 10¹³th of it. */
    private static final int HALVINGS = 43;

    CountedFlips(double[] sorted) {
        super(sorted);
    }

    @Override
    double share(int side, double rounding) {
        return share(0, side, rounding);
    }

    /** Just outside of all differences everything is rejected, at the difference on the other end nothing. */
    @Override
    double end(int side) {
        double range = differences[differences.length - 1] - differences[0];
        double rejected = side > 0 ? differences[0] : differences[differences.length - 1];
        if (share(rejected, side, 0) > Interval.ERROR / 2) {
            return rejected;
        }
        double kept = rejected + side * range;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (rejected + kept) / 2;
            if (share(middle, side, 0) <= Interval.ERROR / 2) {
                rejected = middle;
            } else {
                kept = middle;
            }
        }
        return kept;
    }

    private double share(double centre, int side, double rounding) {
        int half = differences.length / 2;
        double[] first = sums(0, half, centre, side);
        double[] second = sums(half, differences.length, centre, side);
        long count = 0;
        int small = 1 << (differences.length - half);
        for (int i = 0; i < 1 << half; i++) {
            while (small > 0 && first[i] + second[small - 1] > rounding) {
                small--;
            }
            count += small;
        }
        return (double) count / (1L << differences.length);
    }

    /** Of all sets of the differences from one index to another, ascending, and ∞: each difference doubles the list. */
    private double[] sums(int from, int to, double centre, int side) {
        double[] sums = {0, Double.POSITIVE_INFINITY};
        for (int i = from; i < to; i++) {
            sums = merged(sums, side * (differences[i] - centre));
        }
        return sums;
    }

    private static double[] merged(double[] sums, double added) {
        double[] merged = new double[2 * sums.length - 1];
        int without = 0;
        int with = 0;
        for (int i = 0; i < merged.length - 1; i++) {
            double first = sums[without];
            double second = sums[with] + added;
            boolean next = first <= second;
            merged[i] = next ? first : second;
            without += next ? 1 : 0;
            with += next ? 0 : 1;
        }
        merged[merged.length - 1] = Double.POSITIVE_INFINITY;
        return merged;
    }
}
