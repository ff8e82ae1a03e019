package dev.backflow.diagnosis;

import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The untrained network lets the signal shrink or grow by more than a factor of 2 in each layer, forward or backward,
 * over at least two steps, and then nothing is learned. Or it draws all units of a layer alike, so that they stay
 * alike, and not nearly all is learned.
 */
final class PoorInitialization implements ProgressRule {

    static final String ID = "poor_initialization";

    /** What a network that is not trained must make of the signal in all, or of its inverse. */
    private static final double UNTRAINED_PRODUCT = 1000;

    private static final double MOST = 2;

    /** Of a layer whose units are alike: it may learn something, but not all. */
    private static final double LEARNED = 0.9;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<Cause> causes() {
        return List.of(Cause.of(HiddenSoftmax.ID).where(evidence -> !isAlike(evidence)));
    }

    @Override
    public Needs needs() {
        return ProgressRule.super.needs().and(Tensor.ACTIVATION, Tensor.PRE_ACTIVATION_GRADIENT);
    }

    @Override
    public Optional<String> objection(Evidence evidence) {
        return evidence.untrainedElsewhere().or(() -> ProgressRule.super.objection(evidence));
    }

    @Override
    public Optional<String> reservation(Evidence evidence) {
        return evidence.leavingOut(evidence.unknown()).map(reason -> reason + " It does not judge the gains either.");
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LearningCurve curve = evidence.curve();
        Optional<Finding> alike = curve.stalls() || curve.last() < LEARNED ? alike(evidence) : Optional.empty();
        return alike.isPresent() || !curve.stalls() || !evidence.unknown().isEmpty() ? alike : gains(evidence);
    }

    private Optional<Finding> gains(Evidence evidence) {
        List<String> layers = evidence.layers();
        Steps forward =
                steps(evidence.signal(Signal.FORWARD_GAIN), evidence.output().name());
        Steps backward = steps(evidence.signal(Signal.BACKWARD_GAIN), layers.get(Math.max(0, layers.size() - 2)));
        boolean isForward = forward.distance() > backward.distance();
        Steps worst = isForward ? forward : backward;
        double product = Math.max(worst.product(), 1 / worst.product());
        boolean enough = !evidence.curve().isUntrained() || product > UNTRAINED_PRODUCT;
        return worst.distance() > MOST && enough ? Optional.of(finding(evidence, isForward, worst)) : Optional.empty();
    }

    /** Gains at epoch 0, between hidden layers: the step to the output changes the width. */
    private static Steps steps(Map<String, double[]> gains, String withoutLayer) {
        double[] logs = gains.entrySet().stream()
                .filter(gain -> !gain.getKey().equals(withoutLayer))
                .mapToDouble(gain -> Math.log(gain.getValue()[0]))
                .filter(Double::isFinite)
                .toArray();
        return new Steps(
                logs.length < 2 ? 1 : Math.exp(Arrays.stream(logs).average().orElse(0)), logs.length);
    }

    /**
     * Some layers on the signal's way.
     *
     * @param gain of one of them, the geometric mean; 1 if there are too few
     */
    private record Steps(double gain, int count) {

        double distance() {
            return Math.max(gain, 1 / gain);
        }

        double product() {
            return Math.pow(gain, count);
        }
    }

    private Finding finding(Evidence evidence, boolean isForward, Steps steps) {
        double gain = steps.gain();
        return Finding.of(id())
                .in(evidence.hidden().stream().map(JudgedLayer::name).toList())
                .during(0, 0)
                .measured("geometric mean of " + (isForward ? "forward_gain" : "backward_gain") + " at epoch 0", gain)
                .againstCalibrated(gain < 1 ? 1 / MOST : MOST, "1 would be ideal")
                .because("Before training each layer makes the signal on its way "
                        + (isForward ? "to the output " : "back ") + (gain < 1 ? "less than half" : "more than twice")
                        + " its size, in " + steps.count() + " steps one after the other"
                        + ". Weights should be drawn such that it keeps its size. Draw them with an initializer that suits"
                        + " the activation.")
                .remedies(new Remedies(evidence).openings())
                .see(
                        "Glorot and Bengio, 2010, section 4.2; He, Zhang, Ren and Sun: Delving deep into rectifiers, 2015");
    }

    /** Whether a hidden layer of several units has the same weights everywhere. */
    static boolean isAlike(Evidence evidence) {
        return !alikeLayers(evidence).isEmpty();
    }

    private static List<String> alikeLayers(Evidence evidence) {
        Map<String, double[]> spread = evidence.statistic(Tensor.KERNEL, Statistic.STD);
        return evidence.hidden().stream()
                .filter(layer -> layer.units() > 1)
                .map(JudgedLayer::name)
                .filter(layer -> spread.containsKey(layer) && Signal.column(spread, layer)[0] == 0)
                .toList();
    }

    /** A hidden layer of several units, all of whose weights are the same. */
    private Optional<Finding> alike(Evidence evidence) {
        List<String> layers = alikeLayers(evidence);
        if (layers.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(id())
                .error()
                .in(layers)
                .during(0, 0)
                .measured("standard deviation of the kernel at epoch 0", 0)
                .against(0, "symmetry of units")
                .because("All weights of " + Text.layers(layers, evidence.layers())
                        + " begin with the same value. Units that begin alike get the"
                        + " same gradients and stay alike, so that a whole layer can do no more than one unit.")
                .remedies(new Remedies(evidence).initializer("glorot_uniform"))
                .see("Goodfellow, Bengio and Courville: Deep Learning, 2016, section 8.4"));
    }
}
