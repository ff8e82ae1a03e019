package dev.backflow.diagnosis;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Steps throw the network about: an untrained network with a finite loss ends in NaN or ∞, or with a loss that is as
 * far above that of a constant answer as exact answers are below it, or keeps oscillating without having learned much.
 */
final class LearningRateTooLarge implements ProgressRule {

    static final String ID = "learning_rate_too_large";

    private static final double DIVERGED = -1;

    @Override
    public String id() {
        return ID;
    }

    /** Where the loss cannot be computed of such outputs, it is no number at any rate. */
    @Override
    public List<Cause> causes() {
        return List.of(
                Cause.of(WrongOutputActivation.ID)
                        .where(LearningRateTooLarge::isLost)
                        .hiding(),
                Cause.of(UnsettledAverages.ID).hiding(),
                Cause.of(BatchOfOne.ID).hiding(),
                Cause.of(WrongOutputActivation.ID),
                Cause.of(UnscaledTargets.ID),
                Cause.of(UnscaledInputs.ID));
    }

    private static boolean isLost(Evidence evidence) {
        return Arrays.stream(evidence.curve().progress()).anyMatch(Double::isNaN);
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LearningCurve curve = evidence.curve();
        if (!Double.isFinite(curve.progress()[0]) || curve.size() < 2) {
            return Optional.empty();
        }
        OptionalInt diverged = diverged(curve);
        if (diverged.isPresent() && !(curve.last() > 0)) {
            return Optional.of(finding(evidence, divergence(evidence, curve, diverged.getAsInt())));
        }
        return curve.oscillates() && !curve.isHealthy()
                ? Optional.of(finding(evidence, oscillation(evidence, curve)))
                : Optional.empty();
    }

    /** Progress below which it has diverged: a constant answer's loss, and as much more as exact ones have less. */
    private static double worst(LearningCurve curve) {
        return Math.min(DIVERGED, 2 * Math.min(0, curve.progress()[0]) + DIVERGED);
    }

    /** The first recorded epoch, by place, at which it has diverged. */
    private static OptionalInt diverged(LearningCurve curve) {
        double worst = worst(curve);
        return IntStream.range(1, curve.size())
                .filter(i -> !(curve.progress()[i] > worst))
                .findFirst();
    }

    private Finding.Builder divergence(Evidence evidence, LearningCurve curve, int since) {
        double[] loss = evidence.loss();
        return Finding.of(id())
                .error()
                .during(curve.since(since))
                .measured("progress from a constant answer to exact ones", curve.progress()[since])
                .againstCalibrated(worst(curve), "a constant answer has 0")
                .because(explanation(
                        evidence,
                        "goes from " + Text.number(loss[0]) + " to " + Text.number(loss[since]) + " by epoch "
                                + curve.epochs()[since]));
    }

    private Finding.Builder oscillation(Evidence evidence, LearningCurve curve) {
        return Finding.of(id())
                .during(curve.since(curve.size() / 2))
                .measured(LearningCurve.AMPLITUDE, curve.amplitude())
                .against(LearningCurve.OSCILLATES)
                .because(explanation(
                        evidence, "jumps up and down and gets no better than a fraction of what there is to learn"));
    }

    private static String explanation(Evidence evidence, String what) {
        return "With a learning rate of " + Text.number(evidence.highestRate()) + " the loss " + what
                + ". A step that is too long goes beyond the valley and ends higher than it began.";
    }

    private static Finding finding(Evidence evidence, Finding.Builder seen) {
        Remedies remedies = new Remedies(evidence);
        return seen.remedies(remedies.slowerByAdam(0.01), remedies.learningRate(0.1), remedies.learningRate(0.01))
                .see(
                        "Bengio: Practical recommendations for gradient-based training of deep architectures, 2012, section 3.1.1");
    }
}
