package dev.backflow.diagnosis;

import java.util.Arrays;

/** The middle of some numbers, which a few odd ones do not move; the larger of two that are in the middle. */
final class Median {

    private Median() {}

    /** NaN counts as largest. */
    static double of(double[] column, int from, int to) {
        double[] sorted = Arrays.copyOfRange(column, from, to);
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Of the second half of a column. */
    static double late(double[] column) {
        return of(column, column.length / 2, column.length);
    }
}
