package dev.backflow.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Training ended while it was still getting nearer, and far from its end: over the last quarter the loss came at least
 * 1 % of the way nearer, and a tenth of what it has come, fell in three epochs of five, and accuracy is not yet 75 % of
 * the way from chance to all right. Where no accuracy is recorded, the loss is not yet 60 % of the way from a constant
 * answer to exact ones.
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
    public boolean isOutcome() {
        return true;
    }

    @Override
    public List<Cause> causes() {
        return List.of(
                Cause.of(HeldOutRows.ID).hiding(), Cause.of(UnrelatedLabels.ID).hiding());
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LearningCurve curve = evidence.curve();
        boolean toItsEnd =
                evidence.ended() && curve.lastEpoch() == evidence.training().epochs();
        if (!toItsEnd || curve.size() < LEAST_POINTS || !isRising(curve) || curve.isAsGoodAsCanBe()) {
            return Optional.empty();
        }
        double[] accurate = curve.accurate();
        double reached = end(accurate == null ? curve.progress() : accurate);
        double least = accurate == null ? NEAR : ACCURATE;
        return reached < least ? Optional.of(finding(evidence, curve, reached, least)) : Optional.empty();
    }

    private Finding finding(Evidence evidence, LearningCurve curve, double reached, double least) {
        Remedies remedies = new Remedies(evidence);
        return Finding.of(id())
                .during(curve.since(curve.size() * 3 / 4))
                .measured(
                        curve.accurate() == null
                                ? "progress from a constant answer to exact ones"
                                : "accuracy, on the way from always the commonest class to all right",
                        reached)
                .against(least)
                .because("After " + Text.count(curve.lastEpoch(), "epoch") + " the network "
                        + Text.progress(curve.last()) + ", and the last quarter of them still brought "
                        + Text.percent(rise(curve.progress()))
                        + ". It is learning, only too slowly for the time it was given. Use a higher learning rate, or"
                        + " train for longer.")
                .remedies(
                        remedies.fasterByAdam(),
                        remedies.epochs(Math.min(1_000_000, 4 * curve.planned())),
                        remedies.learningRate(3))
                .see("Goodfellow, Bengio and Courville: Deep Learning, 2016, section 11.4");
    }

    private static boolean isRising(LearningCurve curve) {
        double[] progress = curve.progress();
        int from = progress.length * 3 / 4;
        long rising = IntStream.range(from + 1, progress.length)
                .filter(i -> progress[i] > progress[i - 1])
                .count();
        return end(progress) >= LearningCurve.BEGUN
                && !curve.oscillates()
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
        return Median.of(column, first, Math.max(first + 1, (int) Math.round(to * column.length)));
    }
}
