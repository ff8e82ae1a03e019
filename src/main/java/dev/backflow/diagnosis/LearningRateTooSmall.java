package dev.backflow.diagnosis;

import dev.backflow.recording.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * In all of the training, if it was not too short to tell, no kernel has gone as far as 40 % of its own length, all changes
 * added up, and less than a quarter of the way is done, though the signal does reach all layers and they keep moving: what
 * vanishes, is dead or has diverged moves nothing at any rate, and what has come to rest is stuck where no gradient is, as
 * behind a saturated output.
 */
final class LearningRateTooSmall implements ProgressRule {

    private static final double LEAST = 0.4;
    private static final double LEAST_SIGNAL = 0.05;
    private static final double WORSE = 0.5;
    private static final int LEAST_POINTS = 4;

    /** Who moves so much less in the second half than in the first has come to rest. */
    private static final double AT_REST = 0.1;

    @Override
    public String id() {
        return "learning_rate_too_small";
    }

    @Override
    public List<Tensor> needs() {
        return List.of(Tensor.KERNEL, Tensor.KERNEL_UPDATE, Tensor.PRE_ACTIVATION_GRADIENT);
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LearningCurve course = evidence.course();
        Map<String, double[]> ratios = evidence.signal(Signal.UPDATE_RATIO);
        boolean worse = course.last() < course.progress()[0] - WORSE;
        boolean learns = course.isLearning();
        boolean tooSoon = course.size() < LEAST_POINTS || NoLearning.isTooSoon(evidence);
        if (!evidence.ended() || tooSoon || learns || worse || !isReached(evidence)) {
            return Optional.empty();
        }
        int end = course.size();
        double farthest = path(ratios, 1, end);
        boolean moves = path(ratios, end / 2, end) > AT_REST * path(ratios, 1, end / 2);
        boolean jumps = OscillatingLoss.amplitude(course) > LearningRateTooLarge.OSCILLATES;
        if (!(farthest < LEAST) || !moves || jumps || SaturatedOutput.isStuck(evidence)) {
            return Optional.empty();
        }
        double rate = evidence.highestRate();
        Remedies remedies = new Remedies(evidence);
        return Optional.of(
                new Finding(
                        id(),
                        Finding.Severity.WARNING,
                        List.copyOf(ratios.keySet()),
                        new Finding.Epochs(course.epochs()[0], course.lastEpoch()),
                        new Finding.Measured(
                                "sum of update_ratio over the epochs, in the layer that moved most", farthest),
                        new Finding.Threshold(LEAST, "Backflow's calibration"),
                        "In " + (course.lastEpoch() - course.epochs()[0]) + " epochs at a learning rate of "
                                + Text.number(rate)
                                + " no kernel has moved by more than " + Text.percent(farthest)
                                + " of its own length. The network is still close to the one that was drawn.",
                        Remedies.some(remedies.fasterByAdam(), remedies.fasterBy(100), remedies.fasterBy(10)),
                        "Bengio: Practical recommendations for gradient-based training of deep architectures, 2012, section 3.1.1"));
    }

    /** Whether a fair part of the signal gets to the first layer; epochs with a dead layer do not count as such. */
    private static boolean isReached(Evidence evidence) {
        return new BackwardChain(evidence).median(evidence.course().size()) > LEAST_SIGNAL;
    }

    /** How far the layer goes that goes farthest. */
    private static double path(Map<String, double[]> ratios, int from, int to) {
        return ratios.values().stream()
                .mapToDouble(layer -> Arrays.stream(layer, from, to).sum())
                .max()
                .orElse(Double.NaN);
    }
}
