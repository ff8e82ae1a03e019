package dev.backflow.diagnosis;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The network had learned something and lost it again: it came a quarter of the way from a constant answer to exact
 * ones, and over the last tenth of the epochs, in the median, it has no more than a fifth of its best, and no more than
 * 5 % of the way.
 */
final class Collapse implements ProgressRule {

    private static final double LEAST_BEST = 0.25;
    private static final double MOST_END = 0.05;
    private static final int LEAST_POINTS = 5;

    @Override
    public String id() {
        return "collapse";
    }

    @Override
    public boolean isOutcome() {
        return true;
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LearningCurve curve = evidence.curve();
        if (curve.size() < LEAST_POINTS || curve.best() < LEAST_BEST) {
            return Optional.empty();
        }
        int from = Math.min(curve.size() - 2, curve.size() * 9 / 10);
        double end = Median.of(curve.progress(), from, curve.size());
        boolean isLost = Double.isNaN(end) || end <= MOST_END;
        return isLost && !curve.isHealthy() ? Optional.of(finding(evidence, curve, end)) : Optional.empty();
    }

    private Finding finding(Evidence evidence, LearningCurve curve, double end) {
        double[] progress = curve.progress();
        int best =
                List.of(Arrays.stream(progress).boxed().toArray(Double[]::new)).indexOf(curve.best());
        Remedies remedies = new Remedies(evidence);
        return Finding.of(id())
                .error()
                .during(curve.since(best))
                .measured("progress from a constant answer to exact ones, in the end", Double.isNaN(end) ? -1 : end)
                .againstCalibrated(MOST_END, "a constant answer has 0")
                .because("By epoch " + curve.epochs()[best] + " the network " + Text.progress(curve.best())
                        + ", but by epoch " + curve.lastEpoch() + " it is no better than a constant answer again"
                        + ". A step that is too long can throw a network out of where it had got to. Use a lower learning"
                        + " rate, or keep the best weights by early stopping.")
                .remedies(remedies.slowerByAdam(0.001), remedies.learningRate(0.1), remedies.startAfresh())
                .see("Goodfellow, Bengio and Courville: Deep Learning, 2016, section 8.2.4 (cliffs)");
    }
}
