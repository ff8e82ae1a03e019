package dev.backflow.engine;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import java.util.List;

/**
 * Which number is looked at after every epoch, and when it counts as better than before.
 *
 * @param monitor {@code loss} or a metric, with {@code val_} before it on the validation examples. As in Keras, {@code
 *     loss} and the metrics are then means over the batches of the epoch, penalties included and weighted by their
 *     numbers of examples, each batch measured in training at the weights before its step; those with {@code val_} are
 *     evaluated at the weights after the epoch. The recorded {@code loss} and metrics are not these means: they are
 *     evaluated on all training examples at the weights after the epoch
 * @param mode whether smaller or larger is better; {@code auto} asks the metric
 * @param minDelta how much better it must be to count
 * @param patience how many epochs in a row may be no better
 */
public record Monitor(
        @Default("val_loss") String monitor,
        @Default("auto") Mode mode,
        @Default("0.0") double minDelta,
        @Default("0") int patience) {

    /** Which direction is better. */
    public enum Mode {
        AUTO,
        MIN,
        MAX
    }

    /** Comes before the name of what is measured on the validation examples. */
    static final String ON_VALIDATION = "val_";

    public Monitor {
        Check.notNegative("min_delta", minDelta);
        Check.notNegative("patience", patience);
    }

    /** Refuses a monitor that such a training does not have. */
    void check(List<String> measured, boolean validates) {
        Check.require(
                measured.contains(measure()),
                "monitor",
                monitor,
                "must be one of " + String.join(", ", measured) + ", or one of them with val_ before it");
        Check.require(
                validates || !onValidation(),
                "monitor",
                monitor,
                "needs validation or a validation_split; without them use loss");
    }

    /** The monitored one among what was {@code measured}. */
    double value(List<String> measured, Evaluation evaluation) {
        int place = measured.indexOf(measure());
        return place == 0 ? evaluation.loss() : evaluation.metrics().get(place - 1);
    }

    /** Whether of two monitored numbers the smaller is better, in a training with these metrics. */
    boolean smallerIsBetter(TrainingSpec training) {
        return switch (mode) {
            case MIN -> true;
            case MAX -> false;
            case AUTO -> training.smallerIsBetter(monitor);
        };
    }

    /**
     * Whether {@code value} is better by more than {@code min_delta}; nothing is better than NaN, nor NaN than
     * anything.
     *
     * @param smaller whether smaller is better
     */
    boolean isBetter(double value, double than, boolean smaller) {
        return smaller ? value + minDelta < than : value - minDelta > than;
    }

    boolean onValidation() {
        return monitor.startsWith(ON_VALIDATION);
    }

    private String measure() {
        return onValidation() ? monitor.substring(ON_VALIDATION.length()) : monitor;
    }
}
