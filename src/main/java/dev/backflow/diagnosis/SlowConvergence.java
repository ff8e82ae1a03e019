package dev.backflow.diagnosis;

import java.util.List;
import java.util.Optional;

/**
 * Training ended before half of the way, and its last quarter still brought it at least 3 % of it nearer: it is not stuck,
 * it needs longer.
 */
final class SlowConvergence implements ProgressRule {

    private static final double LEAST_RISE = 0.03;
    private static final int LEAST_POINTS = 8;

    @Override
    public String id() {
        return "slow_convergence";
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        Course course = evidence.course();
        if (!evidence.ended() || course.size() < LEAST_POINTS || !(course.last() < Course.HEALTHY)) {
            return Optional.empty();
        }
        int from = course.size() * 3 / 4;
        double rise = course.last() - course.progress()[from];
        if (!(rise >= LEAST_RISE)) {
            return Optional.empty();
        }
        Remedies remedies = new Remedies(evidence);
        return Optional.of(new Finding(
                id(),
                Finding.Severity.WARNING,
                List.of(),
                new Finding.Epochs(course.epochs()[from], course.lastEpoch()),
                new Finding.Measured("progress from a constant answer to exact ones", course.last()),
                new Finding.Threshold(Course.HEALTHY, "Backflow's calibration"),
                "After " + course.lastEpoch() + " epochs the network is " + Text.percent(course.last())
                        + " of the way from a constant answer to exact ones, and the last quarter of them still brought "
                        + Text.percent(rise) + ". It is learning, only too slowly for the time it was given.",
                List.of(
                        remedies.epochs(Math.min(1_000_000, 4 * course.planned())),
                        remedies.learningRate(3),
                        remedies.adam()),
                "Goodfellow, Bengio and Courville: Deep Learning, 2016, section 11.4"));
    }
}
