package dev.backflow.diagnosis;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a training went, on a scale that is the same for every loss: progress p = (L₀ − L) / (L₀ − L₁), where L₀ is the
 * loss of the best constant answer and L₁ that of exact ones. 0 is nothing learned, 1 is all. With regularizers, whose
 * penalties are part of the loss, accuracy takes its place: p = (A − A₀) / (1 − A₀), A₀ being the share of the
 * commonest class.
 *
 * @param epochs that were recorded
 * @param progress one for each; NaN where the loss is not finite
 * @param accurate (A − A₀) / (1 − A₀) at each epoch; null without classes or without {@code accuracy}
 * @param planned the last epoch of the whole training; where early stopping has ended it, that one
 * @param stepsPerEpoch of the optimizer
 * @param attainable what simple answers reach ({@link Attainable#least}), as {@link #reached} has it; NaN where that is
 *     not known
 */
record LearningCurve(
        int[] epochs,
        double[] progress,
        double @Nullable [] accurate,
        int planned,
        int stepsPerEpoch,
        double attainable) {

    /** As long as progress has not been above this, nothing much has been learned. */
    static final double LEARNED = 0.1;

    /** Below this it does no better than a constant answer. */
    static final double BEGUN = 0.02;

    /** What {@link #amplitude} is called in findings. */
    static final String AMPLITUDE = "median change of progress between recorded epochs";

    /** An amplitude above which a run oscillates. */
    static final double OSCILLATES = 0.05;

    /**
     * Progress below which a run is slow; beyond it, answers to a crossentropy may be right and only not yet certain.
     */
    private static final double SLOW = 0.25;

    /** Progress above which a run counts as healthy. */
    private static final double HEALTHY = 0.5;

    /** Accuracy above which a run counts as healthy even if the loss is still high. */
    private static final double ACCURATE = 0.9;

    /** A network that simple answers are not ahead of by more than this has learned what there is. */
    private static final double AS_GOOD = 0.05;

    /** Accuracy above which a run counts as learning even if the loss is still high. */
    private static final double RIGHTER = 0.75;

    /**
     * A plateau is this share of the planned epochs, and neither shorter than the least epochs nor longer than the
     * most.
     */
    private static final double PLATEAU = 0.2;

    private static final int MOST_EPOCHS = 500;
    private static final int LEAST_EPOCHS = 4;

    /** The least points that an oscillation is seen in, and the share of them that must be turns. */
    private static final int LEAST_POINTS = 20;

    private static final double TURNS = 1 / 3.0;

    /** A sound network needs ten epochs of 160 steps in all to begin, or fifty epochs. */
    private static final int FEW_EPOCHS = 10;

    static final int FEW_STEPS = 160;
    private static final int ENOUGH_EPOCHS = 50;

    /** Of a run that shows whether it learns ({@link Progress}). */
    static LearningCurve of(Evidence evidence) {
        return new LearningCurve(
                evidence.measured().epochs(),
                Objects.requireNonNull(Progress.of(evidence)),
                Progress.accuracy(evidence),
                evidence.ended()
                        ? lastOf(evidence.measured().epochs())
                        : evidence.training().epochs(),
                evidence.stepsPerEpoch(),
                evidence.data().attainable().least());
    }

    private static int lastOf(int[] epochs) {
        return epochs.length == 0 ? 0 : epochs[epochs.length - 1];
    }

    int size() {
        return epochs.length;
    }

    int lastEpoch() {
        return lastOf(epochs);
    }

    /** From the recorded epoch at this place to the last one. */
    Finding.Epochs since(int place) {
        return new Finding.Epochs(epochs[place], lastEpoch());
    }

    double last() {
        return progress[progress.length - 1];
    }

    /** Whether it has come so far in the end that nothing can be wrong. */
    boolean isHealthy() {
        return last() > HEALTHY || isAccurate() || isAsGoodAsCanBe();
    }

    /** What was reached in the end: of classes by accuracy where that is measured, else by the loss. */
    double reached() {
        return accurate == null ? last() : lastAccurate();
    }

    /** Whether simple answers reach more than this network, by so much of the whole way. */
    boolean fallsShortBy(double distance) {
        return attainable - reached() > distance;
    }

    /** Whether it is known that simple answers reach hardly more than this network. */
    boolean isAsGoodAsCanBe() {
        return attainable - reached() < AS_GOOD && reached() > LEARNED;
    }

    /** Of optimizer steps, from the first recorded epoch to the last. */
    long steps() {
        return (long) length() * stepsPerEpoch;
    }

    /** Whether nearly all answers are right in the end, however uncertain. */
    boolean isAccurate() {
        return lastAccurate() > ACCURATE;
    }

    /** Whether it has learned a fair part in the end. */
    boolean isLearning() {
        return last() > SLOW || lastAccurate() > RIGHTER;
    }

    /** NaN without accuracy. */
    private double lastAccurate() {
        return accurate == null ? Double.NaN : accurate[accurate.length - 1];
    }

    /** The most that was ever reached; NaN counts as nothing. */
    double best() {
        return Arrays.stream(progress).filter(Double::isFinite).max().orElse(Double.NEGATIVE_INFINITY);
    }

    /** How many of the recorded epochs come before anything was learned. */
    int plateau() {
        int end = 0;
        while (end < progress.length && !(progress[end] > LEARNED)) {
            end++;
        }
        return end;
    }

    /**
     * How many recorded epochs there are in which a healthy network would have begun, and this one had not; one at
     * least, and none after the loss was lost, when gradients are those of no loss.
     */
    int beginning() {
        return isUntrained() ? 1 : patient(plateau());
    }

    /** How many recorded epochs the first fifth of the training has; all of them, if there are no more yet. */
    int firstFifth() {
        return patient(epochs.length);
    }

    private int patient(int most) {
        int end = 1;
        while (end < most && gone(end) <= patience() && !Double.isNaN(progress[end])) {
            end++;
        }
        return end;
    }

    /**
     * Whether nothing is learned for so long that a healthy network would have begun, and what followed, if anything
     * did, has not made up for it. An untrained network has no curve to judge.
     */
    boolean stalls() {
        int plateau = plateau();
        return isUntrained() || plateau > 0 && gone(plateau - 1) >= patience() && !isHealthy();
    }

    /** Epochs since the first one that was recorded, which in a fork may be far from 0. */
    private int gone(int at) {
        return epochs[at] - epochs[0];
    }

    /** From the first recorded epoch to the last. */
    int length() {
        return lastEpoch() - epochs[0];
    }

    private double patience() {
        return Math.max(LEAST_EPOCHS, Math.min(MOST_EPOCHS, PLATEAU * (planned - epochs[0])));
    }

    /**
     * Whether all that can be judged is how the network was drawn: it is not trained, or ended after so few steps that
     * nothing is learned yet.
     */
    boolean isUntrained() {
        return planned == 0 || length() < LEAST_EPOCHS && planned < LEAST_EPOCHS && best() < LEARNED;
    }

    /** Whether a sound network might not have begun yet. */
    boolean isTooShort() {
        return length() < FEW_EPOCHS || length() < ENOUGH_EPOCHS && (long) length() * stepsPerEpoch < FEW_STEPS;
    }

    /** How far progress goes up and down between recorded epochs of the second half; 0 if it does not keep turning. */
    double amplitude() {
        if (size() < LEAST_POINTS) {
            return 0;
        }
        double[] changes = IntStream.range(size() / 2 + 1, size())
                .mapToDouble(i -> progress[i] - progress[i - 1])
                .toArray();
        long turns = IntStream.range(1, changes.length)
                .filter(i -> changes[i] * changes[i - 1] < 0)
                .count();
        double[] sizes =
                Arrays.stream(changes).map(Math::abs).filter(Double::isFinite).toArray();
        return sizes.length == 0 || turns < TURNS * changes.length ? 0 : Median.of(sizes, 0, sizes.length);
    }

    boolean oscillates() {
        return amplitude() > OSCILLATES;
    }
}
