package dev.backflow.diagnosis;

import java.util.List;
import java.util.Optional;

/**
 * The network never did better than one that ignores its inputs: over a fifth of the training, and ten epochs of 160 steps
 * in all, or fifty epochs, at least unless early stopping gave up sooner, the loss has not come 2 % of the way from the
 * best constant answer to exact ones.
 */
final class NoLearning implements ProgressRule {

    static final double LEAST = 0.02;
    private static final int LEAST_EPOCHS = 10;
    private static final int LEAST_STEPS = 160;
    private static final int ENOUGH_EPOCHS = 50;

    @Override
    public String id() {
        return "no_learning";
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LearningCurve course = evidence.course();
        int epochs = course.lastEpoch() - course.epochs()[0];
        boolean stoppedEarly =
                evidence.ended() && course.lastEpoch() < evidence.training().epochs();
        if (isTooSoon(evidence) && !stoppedEarly || !course.stalls() || course.best() >= LEAST) {
            return Optional.empty();
        }
        Remedies remedies = new Remedies(evidence);
        double best = Math.max(-1e9, course.best());
        return Optional.of(new Finding(
                id(),
                Finding.Severity.ERROR,
                List.of(),
                new Finding.Epochs(course.epochs()[0], course.lastEpoch()),
                new Finding.Measured("progress from a constant answer to exact ones", best),
                new Finding.Threshold(LEAST, "Backflow's calibration; a constant answer has 0"),
                "In " + epochs
                        + " epochs the network's loss has not become better than that of one that gives the same answer"
                        + " to every input: " + Text.percent(best)
                        + " of the way to exact answers at best. The best such constant"
                        + " has a loss of " + Text.number(evidence.data().constantLoss()) + ".",
                Remedies.some(
                        Optional.of(remedies.startAfresh()), remedies.leakyRelu(), Optional.of(remedies.adam(0.01))),
                "Karpathy: A recipe for training neural networks, 2019 (input-independent baseline)"));
    }

    /** Whether a sound network might not have begun yet. */
    static boolean isTooSoon(Evidence evidence) {
        LearningCurve course = evidence.course();
        int epochs = course.lastEpoch() - course.epochs()[0];
        return epochs < LEAST_EPOCHS
                || epochs < ENOUGH_EPOCHS && (long) epochs * evidence.stepsPerEpoch() < LEAST_STEPS;
    }
}
