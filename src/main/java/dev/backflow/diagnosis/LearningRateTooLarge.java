package dev.backflow.diagnosis;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Steps throw the network about: an untrained network with a finite loss ends in NaN or ∞, or with a loss that is as far
 * above that of a constant answer as exact answers are below it, or keeps oscillating without having learned much.
 */
final class LearningRateTooLarge implements ProgressRule {

    private static final double DIVERGED = -1;
    static final double OSCILLATES = 0.05;

    @Override
    public String id() {
        return "learning_rate_too_large";
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LearningCurve course = evidence.course();
        double[] p = course.progress();
        if (!Double.isFinite(p[0]) || course.size() < 2) {
            return Optional.empty();
        }
        double worst = Math.min(DIVERGED, 2 * Math.min(0, p[0]) + DIVERGED);
        int diverged = IntStream.range(1, p.length)
                .filter(i -> !(p[i] > worst))
                .findFirst()
                .orElse(-1);
        boolean stays = diverged > 0 && !(course.last() > 0);
        boolean oscillates = OscillatingLoss.amplitude(course) > OSCILLATES && !course.isHealthy();
        if (!stays && !oscillates || isTheOutputs(evidence, course)) {
            return Optional.empty();
        }
        double rate = evidence.highestRate();
        Remedies remedies = new Remedies(evidence);
        int since = stays ? diverged : course.size() / 2;
        return Optional.of(
                new Finding(
                        id(),
                        stays ? Finding.Severity.ERROR : Finding.Severity.WARNING,
                        List.of(),
                        new Finding.Epochs(course.epochs()[since], course.lastEpoch()),
                        stays
                                ? new Finding.Measured("progress from a constant answer to exact ones", p[since])
                                : new Finding.Measured(OscillatingLoss.QUANTITY, OscillatingLoss.amplitude(course)),
                        stays
                                ? new Finding.Threshold(worst, "Backflow's calibration; a constant answer has 0")
                                : new Finding.Threshold(OSCILLATES, "Backflow's calibration"),
                        "With a learning rate of " + Text.number(rate) + " the loss "
                                + (stays
                                        ? "goes from " + Text.number(evidence.metric("loss")[0]) + " to "
                                                + Text.number(evidence.metric("loss")[since]) + " by epoch "
                                                + course.epochs()[since]
                                        : "jumps up and down and gets no better than a fraction of what there is to learn")
                                + ". A step that is too long goes beyond the valley and ends higher than it began.",
                        Remedies.some(
                                remedies.slowerByAdam(0.01),
                                Optional.of(remedies.learningRate(0.1)),
                                Optional.of(remedies.learningRate(0.01))),
                        "Bengio: Practical recommendations for gradient-based training of deep architectures, 2012, section 3.1.1"));
    }

    /** Whether the loss is no number because it cannot be computed of such outputs, at any rate. */
    private static boolean isTheOutputs(Evidence evidence, LearningCurve course) {
        return Arrays.stream(course.progress()).anyMatch(Double::isNaN)
                && new WrongOutputActivation().judge(evidence).isPresent();
    }
}
