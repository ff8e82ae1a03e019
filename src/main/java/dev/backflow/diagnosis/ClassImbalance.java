package dev.backflow.diagnosis;

import dev.backflow.engine.losses.Loss;
import dev.backflow.engine.losses.ProbabilityLoss;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One class that has examples at all is rarer than a fifth of its even share, and the network is hardly better than always
 * answering the commonest: less than a fifth of the way.
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
        LearningCurve course = evidence.course();
        double rarest = Arrays.stream(shares).filter(share -> share > 0).min().orElse(1) * shares.length;
        if (shares.length == 0 || rarest >= LEAST || !course.stalls() || course.last() > HEALTHY) {
            return Optional.empty();
        }
        double commonest = Arrays.stream(shares).max().orElseThrow();
        return Optional.of(new Finding(
                id(),
                Finding.Severity.WARNING,
                List.of(),
                new Finding.Epochs(course.epochs()[0], course.lastEpoch()),
                new Finding.Measured("share of the rarest class", rarest / shares.length),
                new Finding.Threshold(LEAST / shares.length, "Backflow's calibration: a fifth of an even share"),
                "The commonest class has " + Text.percent(commonest) + " of the examples and the rarest "
                        + Text.percent(rarest / shares.length) + ", so always giving the same answer is right "
                        + Text.percent(commonest)
                        + " of the time. The network has learned little more than that; look at"
                        + " precision, recall or f1 rather than accuracy.",
                remedies(new Remedies(evidence), evidence.training().loss(), shares),
                "He and Garcia: Learning from imbalanced data, 2009"));
    }

    /** A loss that makes less of what is already right, or else a measure that shows what accuracy does not. */
    private static List<Remedy> remedies(Remedies remedies, Loss loss, double[] shares) {
        if (loss instanceof ProbabilityLoss.BinaryCrossentropy binary) {
            Map<String, Object> focal = new LinkedHashMap<>();
            focal.put("type", "binary_focal_crossentropy");
            focal.put("from_logits", binary.fromLogits());
            focal.put("label_smoothing", binary.labelSmoothing());
            if (shares.length == 2) {
                focal.put("apply_class_balancing", true);
                focal.put("alpha", shares[1] < shares[0] ? 0.75 : 0.25);
            }
            return List.of(
                    remedies.loss("Weigh the rare class and the hard examples: binary_focal_crossentropy", focal));
        }
        return List.of(remedies.metric("f1"));
    }
}
