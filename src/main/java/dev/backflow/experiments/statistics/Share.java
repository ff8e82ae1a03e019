package dev.backflow.experiments.statistics;

import org.apache.commons.statistics.interval.BinomialConfidenceInterval;

/**
 * How large a share of the seeds did something, such as learn, and how far that share is to be trusted.
 *
 * @param value {@code count / of}, from 0 to 1
 * @param interval Wilson's score interval (1927), which keeps its level with few seeds and at shares near 0 and 1
 */
public record Share(int count, int of, double value, Interval interval) {

    /** @throws IllegalArgumentException without any seed, or if {@code count} is not from 0 to {@code of} */
    public static Share of(int count, int of) {
        if (of < 1 || count < 0 || count > of) {
            throw new IllegalArgumentException("a share of " + count + " in " + of);
        }
        var wilson = BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(of, count, Interval.ERROR);
        double low = count == 0 ? 0 : wilson.getLowerBound();
        double high = count == of ? 1 : wilson.getUpperBound(); // which rounding leaves below 1
        return new Share(count, of, (double) count / of, new Interval(low, high));
    }
}
