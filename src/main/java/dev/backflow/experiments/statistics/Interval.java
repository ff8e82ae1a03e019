package dev.backflow.experiments.statistics;

/** A 95 % confidence interval, both ends included, in the unit of what it is an interval of. */
public record Interval(double low, double high) {

    /** The share of intervals that miss, half of it on each side. */
    static final double ERROR = 0.05;

    boolean isAboveZero() {
        return low > 0;
    }

    boolean isBelowZero() {
        return high < 0;
    }

    Interval negated() {
        return new Interval(0.0 - high, 0.0 - low);
    }
}
