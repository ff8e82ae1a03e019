package dev.backflow.diagnosis;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Training ended while it was still getting nearer, and far from its end: over the last quarter the loss came at least 1 %
 * of the way nearer, and a tenth of what it has come, fell in three epochs of five, and accuracy is not yet 75 % of the way
 * from chance to all right. Where no accuracy is recorded, the loss is not yet 60 % of the way from a constant answer to
 * exact ones.
 */
final class SlowConvergence implements ProgressRule {

    private static final double LEAST_RISE = 0.01;
    private static final double LEAST_SHARE = 0.1;
    private static final double LEAST_RISING = 0.6;
    private static final double ACCURATE = 0.75;
    private static final double NEAR = 0.6;
    private static final int LEAST_POINTS = 11;

    @Override
    public String id() {
        return "slow_convergence";
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LearningCurve course = evidence.course();
        boolean toItsEnd =
                evidence.ended() && course.lastEpoch() == evidence.training().epochs();
        if (!toItsEnd || course.size() < LEAST_POINTS || !isRising(course)) {
            return Optional.empty();
        }
        double[] accuracy = course.accurate();
        double reached = end(accuracy == null ? course.progress() : accuracy);
        double least = accuracy == null ? NEAR : ACCURATE;
        if (!(reached < least)) {
            return Optional.empty();
        }
        Remedies remedies = new Remedies(evidence);
        return Optional.of(new Finding(
                id(),
                Finding.Severity.WARNING,
                List.of(),
                new Finding.Epochs(course.epochs()[course.size() * 3 / 4], course.lastEpoch()),
                new Finding.Measured(
                        accuracy == null
                                ? "progress from a constant answer to exact ones"
                                : "accuracy, on the way from always the commonest class to all right",
                        reached),
                new Finding.Threshold(least, "Backflow's calibration"),
                "After " + course.lastEpoch() + " epochs the network is " + Text.percent(course.last())
                        + " of the way from a constant answer to exact ones, and the last quarter of them still brought "
                        + Text.percent(rise(course.progress()))
                        + ". It is learning, only too slowly for the time it was given.",
                Remedies.some(
                        remedies.fasterByAdam(),
                        Optional.of(remedies.epochs(Math.min(1_000_000, 4 * course.planned()))),
                        Optional.of(remedies.learningRate(3))),
                "Goodfellow, Bengio and Courville: Deep Learning, 2016, section 11.4"));
    }

    private static boolean isRising(LearningCurve course) {
        double[] progress = course.progress();
        int from = progress.length * 3 / 4;
        long rising = IntStream.range(from + 1, progress.length)
                .filter(i -> progress[i] > progress[i - 1])
                .count();
        return end(progress) >= NoLearning.LEAST
                && OscillatingLoss.amplitude(course) <= LearningRateTooLarge.OSCILLATES
                && rise(progress) >= Math.max(LEAST_RISE, LEAST_SHARE * end(progress))
                && rising >= LEAST_RISING * (progress.length - from - 1);
    }

    /** What the last quarter has brought. */
    private static double rise(double[] column) {
        return end(column) - median(column, 0.65, 0.75);
    }

    /** Of the last tenth, so that a single epoch does not decide. */
    private static double end(double[] column) {
        return median(column, 0.9, 1);
    }

    private static double median(double[] column, double from, double to) {
        int first = (int) (from * column.length);
        double[] sorted = Arrays.copyOfRange(column, first, Math.max(first + 1, (int) Math.round(to * column.length)));
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
