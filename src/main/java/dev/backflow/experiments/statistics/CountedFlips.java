package dev.backflow.experiments.statistics;

/**
 * All 2ⁿ choices of signs, counted without visiting each: the sums of the sets of either half are listed in order, and
 * two pointers count the pairs of sums that are small enough, in 2^(n/2) steps (Horowitz and Sahni 1974).
 */
final class CountedFlips extends SignFlips {

    private final double[] differences;

    CountedFlips(double[] sorted) {
        super(sorted);
        differences = sorted;
    }

    @Override
    double share(double centre, int side, double rounding) {
        int half = differences.length / 2;
        double[] first = sums(0, half, centre, side);
        double[] second = sums(half, differences.length, centre, side);
        long count = 0;
        int small = second.length;
        for (double sum : first) {
            while (small > 0 && sum + second[small - 1] > rounding) {
                small--;
            }
            count += small;
        }
        return (double) count / (1L << differences.length);
    }

    /** Of all sets of the differences from one index to another, ascending: each difference doubles the list. */
    private double[] sums(int from, int to, double centre, int side) {
        double[] sums = {0};
        for (int i = from; i < to; i++) {
            sums = merged(sums, side * (differences[i] - centre));
        }
        return sums;
    }

    private static double[] merged(double[] sums, double added) {
        double[] merged = new double[2 * sums.length];
        int without = 0;
        int with = 0;
        for (int i = 0; i < merged.length; i++) {
            boolean next = with == sums.length || (without < sums.length && sums[without] <= sums[with] + added);
            merged[i] = next ? sums[without++] : sums[with++] + added;
        }
        return merged;
    }
}
