package dev.backflow.diagnosis;

import dev.backflow.recording.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * In all of the training, if it was not too short to say, no kernel has gone as far as 40 % of its own length, all
 * changes added up (its whole length where only a bound is known, see {@link Movement}), and less than a quarter of the
 * way is done, though the signal does reach all layers and they keep moving: what vanishes, is dead or has diverged
 * moves nothing at any rate, and what has come to rest is stuck where no gradient is, as behind a saturated output.
 */
final class LearningRateTooSmall implements ProgressRule {

    private static final double LEAST_SIGNAL = 0.05;
    private static final double WORSE = 0.5;
    private static final int LEAST_POINTS = 4;

    /** A network that moves so much less in the second half than in the first has come to rest. */
    private static final double AT_REST = 0.1;

    @Override
    public String id() {
        return "learning_rate_too_small";
    }

    @Override
    public Needs needs() {
        return ProgressRule.super.needs().and(Tensor.KERNEL, Tensor.PRE_ACTIVATION_GRADIENT);
    }

    @Override
    public List<Cause> causes() {
        return Cause.all("schedule_ends_training", UnscaledTargets.ID, UnscaledInputs.ID, ExcessiveRegularization.ID);
    }

    @Override
    public Optional<String> objection(Evidence evidence) {
        return Movement.objection(evidence).or(() -> ProgressRule.super.objection(evidence));
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LearningCurve curve = evidence.curve();
        if (!mightGoFaster(evidence, curve)) {
            return Optional.empty();
        }
        Map<String, double[]> ratios = Movement.of(evidence);
        if (isAtRest(ratios, curve) || OutputError.of(evidence).isLost(curve)) {
            return Optional.empty();
        }
        double farthest = path(ratios, 1, curve.size());
        return farthest < Movement.least(evidence)
                ? Optional.of(finding(evidence, List.copyOf(ratios.keySet()), farthest))
                : Optional.empty();
    }

    /**
     * Whether it had its time and has learned little, without jumping or falling back, though the signal gets through.
     */
    private static boolean mightGoFaster(Evidence evidence, LearningCurve curve) {
        boolean worse = curve.last() < curve.progress()[0] - WORSE;
        boolean tooShort = curve.size() < LEAST_POINTS || curve.isTooShort();
        return evidence.ended()
                && !tooShort
                && !curve.isLearning()
                && !worse
                && !curve.oscillates()
                && isReached(evidence, curve);
    }

    private Finding finding(Evidence evidence, List<String> layers, double farthest) {
        Remedies remedies = new Remedies(evidence);
        return Finding.of(id())
                .in(layers)
                .during(evidence.wholeRun())
                .measured("how far a kernel has moved, of its own length, in the layer that moved most", farthest)
                .against(Movement.least(evidence))
                .because("In " + Text.count(evidence.curve().steps(), "step") + " at a learning rate of "
                        + Text.number(evidence.highestRate())
                        + " no kernel has moved by more than " + Text.percent(farthest)
                        + " of its own length. The network is still close to the one that was drawn. Use a higher"
                        + " learning rate.")
                .remedies(remedies.fasterByAdam(), remedies.fasterBy(100), remedies.fasterBy(10))
                .see(
                        "Bengio: Practical recommendations for gradient-based training of deep architectures, 2012, section 3.1.1");
    }

    /** Whether a fair part of the signal gets to the first layer; epochs with a dead layer do not count as such. */
    private static boolean isReached(Evidence evidence, LearningCurve curve) {
        return new BackwardChain(evidence).median(curve.size()) > LEAST_SIGNAL;
    }

    private static boolean isAtRest(Map<String, double[]> ratios, LearningCurve curve) {
        int half = curve.size() / 2;
        return !(path(ratios, half, curve.size()) > AT_REST * path(ratios, 1, half));
    }

    /** How far the layer goes that goes farthest. */
    private static double path(Map<String, double[]> ratios, int from, int to) {
        return ratios.values().stream()
                .mapToDouble(layer -> Arrays.stream(layer, from, to).sum())
                .max()
                .orElse(Double.NaN);
    }
}
