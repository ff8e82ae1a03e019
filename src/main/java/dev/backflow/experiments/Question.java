package dev.backflow.experiments;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of every run: one number, and whether it means that the network has learned.
 *
 * @param metric the loss or a metric of the spec, with {@code val_} before it on the validation examples; left out, the
 *     first metric, or the loss where there is none
 * @param of which of the recorded epochs counts
 * @param k how many of the last recorded epochs {@code mean_of_last_k} averages
 * @param learnedFrom from which value on the network has learned; of a number that is better the smaller it is, up to
 *     which. Left out, nobody says what is learned, and no share is given
 */
public record Question(
        @Default("null") @Nullable String metric,
        @Default("last") Of of,
        @Default("10") int k,
        @Default("null") @Nullable Double learnedFrom) {

    /** How one number is made of those of all epochs. */
    public enum Of {
        LAST,
        BEST,
        MEAN_OF_LAST_K
    }

    public Question {
        Check.positive("k", k);
    }

    Question of(String chosen) {
        return new Question(chosen, of, k, learnedFrom);
    }

    /**
     * The answer of a run.
     *
     * @param values of the metric over the recorded epochs, at least one
     * @param smallerIsBetter whether a smaller value is a better one
     * @return NaN if what counts is not finite
     */
    double answer(double[] values, boolean smallerIsBetter) {
        return switch (of) {
            case LAST -> values[values.length - 1];
            case BEST -> best(values, smallerIsBetter);
            case MEAN_OF_LAST_K -> meanOfLast(values);
        };
    }

    private static double best(double[] values, boolean smallerIsBetter) {
        double best = Double.NaN;
        for (double value : values) {
            boolean better = smallerIsBetter ? value < best : value > best;
            best = Double.isNaN(best) || better ? value : best;
        }
        return best;
    }

    private double meanOfLast(double[] values) {
        int from = Math.max(0, values.length - k);
        double sum = 0;
        for (int i = from; i < values.length; i++) {
            sum += values[i];
        }
        return sum / (values.length - from);
    }

    /** False for NaN. */
    boolean isLearned(double answer, boolean smallerIsBetter) {
        return learnedFrom != null && (smallerIsBetter ? answer <= learnedFrom : answer >= learnedFrom);
    }
}
