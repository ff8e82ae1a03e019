package dev.backflow.diagnosis;

import dev.backflow.engine.ProbabilityLoss;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One class is rarer than a fifth of its even share, and the network is hardly better than always answering the commonest:
 * less than a fifth of the way.
 */
final class ClassImbalance implements ProgressRule {

    private static final double LEAST = 0.2;
    private static final double HEALTHY = 0.2;

    @Override
    public String id() {
        return "class_imbalance";
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        double[] shares = evidence.data().classShares();
        Course course = evidence.course();
        double rarest = Arrays.stream(shares).min().orElse(1) * shares.length;
        if (shares.length == 0 || rarest >= LEAST || !course.stalls() || course.last() > HEALTHY) {
            return Optional.empty();
        }
        double commonest = Arrays.stream(shares).max().orElseThrow();
        Remedies remedies = new Remedies(evidence);
        boolean binary =
                evidence.training().loss() instanceof ProbabilityLoss.BinaryCrossentropy loss && !loss.fromLogits();
        return Optional.of(new Finding(
                id(),
                Finding.Severity.WARNING,
                List.of(),
                new Finding.Epochs(0, course.lastEpoch()),
                new Finding.Measured("share of the rarest class", rarest / shares.length),
                new Finding.Threshold(LEAST / shares.length, "Backflow's calibration: a fifth of an even share"),
                "The commonest class has " + Text.percent(commonest) + " of the examples and the rarest "
                        + Text.percent(rarest / shares.length) + ", so always giving the same answer is right "
                        + Text.percent(commonest)
                        + " of the time. The network has learned little more than that; look at"
                        + " precision, recall or f1 rather than accuracy.",
                binary
                        ? List.of(remedies.loss(
                                "Weigh the rare class and the hard examples: binary_focal_crossentropy",
                                Map.of(
                                        "type",
                                        "binary_focal_crossentropy",
                                        "apply_class_balancing",
                                        true,
                                        "alpha",
                                        shares[1] < shares[0] ? 0.75 : 0.25)))
                        : List.of(),
                "He and Garcia: Learning from imbalanced data, 2009"));
    }
}
