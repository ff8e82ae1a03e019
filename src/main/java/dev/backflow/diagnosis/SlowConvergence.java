package dev.backflow.diagnosis;

import java.util.List;
import java.util.Optional;

/**
 * Training ended early, and its last quarter still brought it at least 3 % of the way nearer: it is not stuck, it needs
 * longer. Early is before a quarter of the way; and where accuracy is recorded, which must not be near its end, before three
 * quarters, if the second half brought 7 %.
 */
final class SlowConvergence implements ProgressRule {

    private static final double LEAST_RISE = 0.03;
    private static final double LEAST_RISE_OF_HALF = 0.07;
    private static final double NEARLY_THERE = 0.75;
    private static final double ACCURATE = 0.7;
    private static final int LEAST_POINTS = 8;

    @Override
    public String id() {
        return "slow_convergence";
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        Course course = evidence.course();
        if (!evidence.ended() || course.size() < LEAST_POINTS || !(course.last() < NEARLY_THERE)) {
            return Optional.empty();
        }
        double rise = rise(course, 4);
        double[] accuracy = Course.accuracy(evidence);
        double accurate = accuracy == null ? Double.NaN : accuracy[accuracy.length - 1];
        boolean early = course.last() < Course.SLOW;
        boolean rising = accuracy != null && rise(course, 2) >= LEAST_RISE_OF_HALF;
        if (!(rise >= LEAST_RISE) || accurate >= ACCURATE || !early && !rising) {
            return Optional.empty();
        }
        Remedies remedies = new Remedies(evidence);
        return Optional.of(new Finding(
                id(),
                Finding.Severity.WARNING,
                List.of(),
                new Finding.Epochs(course.epochs()[course.size() * 3 / 4], course.lastEpoch()),
                new Finding.Measured("progress from a constant answer to exact ones", course.last()),
                new Finding.Threshold(early ? Course.SLOW : NEARLY_THERE, "Backflow's calibration"),
                "After " + course.lastEpoch() + " epochs the network is " + Text.percent(course.last())
                        + " of the way from a constant answer to exact ones, and the last quarter of them still brought "
                        + Text.percent(rise) + ". It is learning, only too slowly for the time it was given.",
                List.of(
                        remedies.epochs(Math.min(1_000_000, 4 * course.planned())),
                        remedies.learningRate(3),
                        remedies.adam()),
                "Goodfellow, Bengio and Courville: Deep Learning, 2016, section 11.4"));
    }

    /** What the last part of so many has brought. */
    private static double rise(Course course, int parts) {
        return course.last() - course.progress()[course.size() * (parts - 1) / parts];
    }
}
