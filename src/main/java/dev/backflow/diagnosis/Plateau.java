package dev.backflow.diagnosis;

import java.util.List;
import java.util.Optional;

/**
 * Training has come to rest far from what the data allow: over the second half of the epochs the loss has come less
 * than 5 % of the way nearer, and nearest neighbours or a linear model reach more than the network by a fifth of the
 * way from a constant answer to exact ones.
 */
final class Plateau implements ProgressRule {

    private static final double MOST_RISE = 0.05;
    private static final double LEAST_MISSING = 0.2;
    private static final int LEAST_POINTS = 8;

    @Override
    public String id() {
        return "plateau";
    }

    @Override
    public boolean isOutcome() {
        return true;
    }

    @Override
    public List<Cause> causes() {
        return List.of(
                Cause.of("collapse").hiding(), Cause.of("slow_convergence").hiding());
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LearningCurve curve = evidence.curve();
        boolean judged = evidence.ended() && curve.size() >= LEAST_POINTS && !curve.isTooShort();
        if (!judged || curve.isHealthy() || curve.best() < LearningCurve.BEGUN || curve.oscillates()) {
            return Optional.empty();
        }
        double[] progress = curve.progress();
        int half = progress.length / 2;
        int quarter = Math.max(1, progress.length / 8);
        double rise = Median.of(progress, progress.length - quarter, progress.length)
                - Median.of(progress, half, half + quarter);
        return rise < MOST_RISE && curve.fallsShortBy(LEAST_MISSING)
                ? Optional.of(finding(evidence, curve, half))
                : Optional.empty();
    }

    private Finding finding(Evidence evidence, LearningCurve curve, int half) {
        Remedies remedies = new Remedies(evidence);
        double missing = curve.attainable() - curve.reached();
        return Finding.of(id())
                .during(curve.since(half))
                .measured("how much farther simple answers come, of the whole way", missing)
                .against(LEAST_MISSING)
                .because("Since epoch " + curve.epochs()[half] + " the loss has hardly moved, and the network "
                        + Text.progress(curve.reached())
                        + ", where the nearest neighbours of an example, or a line, come "
                        + Text.percent(curve.attainable())
                        + ". It is stuck where no small step makes it better, as too few units are, or dead ones. Use more"
                        + " units, an activation that cannot die, or draw other weights.")
                .remedies(
                        remedies.wider(16).flatMap(wider -> remedies.with(wider, remedies.startAfresh())),
                        remedies.startAfresh(),
                        remedies.wider(16))
                .see(
                        "Sprinkhuizen-Kuyper and Boers: The local minima of the error surface of the 2-2-1 XOR network, 1999");
    }
}
