package dev.backflow.experiments.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.descriptive.Quantile;

/** Outcomes of one cell in ascending order, so that the order of the seeds changes no bit of what is made of them. */
final class Outcomes {

    /** Sums of squares stay far from the largest double. */
    private static final double MOST = 1e100;

    private Outcomes() {}

    /** @throws IllegalArgumentException if there is none, or one is NaN or not below 1e100 in magnitude */
    static double[] sorted(double[] outcomes) {
        if (outcomes.length == 0) {
            throw new IllegalArgumentException("no outcomes");
        }
        double[] sorted = outcomes.clone();
        for (double outcome : sorted) {
            check(outcome);
        }
        Arrays.sort(sorted);
        return sorted;
    }

    static double check(double outcome) {
        if (!(Math.abs(outcome) < MOST)) {
            throw new IllegalArgumentException(
                    "an outcome of " + outcome + "; a failed run counts as the worst outcome");
        }
        return outcome;
    }

    /** By linear interpolation between order statistics: type 7 of Hyndman and Fan (1996), NumPy's and R's default. */
    static double[] quantiles(double[] values, double... probabilities) {
        return Quantile.withDefaults().with(Quantile.EstimationMethod.HF7).evaluate(values, probabilities);
    }

    /** The k-th smallest value, counted from 1, without sorting: type 1 of Hyndman and Fan. */
    static double smallest(double[] values, int k) {
        return Quantile.withDefaults().with(Quantile.EstimationMethod.HF1).evaluate(values, (k - 0.5) / values.length);
    }
}
