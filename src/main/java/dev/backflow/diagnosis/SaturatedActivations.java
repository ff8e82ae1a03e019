package dev.backflow.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Most activations of a hidden layer lie where φ is flat, while nothing is learned: over the first fifth of the epochs,
 * in the median, more than half of them have a slope below 1 % of the steepest. Only of activations that squash ({@link
 * dev.backflow.engine.activations.Activation#saturates}); a ReLU is flat on one side by design.
 */
final class SaturatedActivations implements ProgressRule {

    private static final double MOST = 0.5;

    @Override
    public String id() {
        return "saturated_activations";
    }

    /** Besides layers that are not known, those that squash, but by no function of single numbers. */
    @Override
    public Optional<String> reservation(Evidence evidence) {
        Set<String> measured = evidence.signal(Signal.SATURATION).keySet();
        List<String> unknown = new ArrayList<>(evidence.unknown());
        squashing(evidence).filter(layer -> !measured.contains(layer)).forEach(unknown::add);
        return evidence.leavingOut(
                evidence.layers().stream().filter(unknown::contains).toList());
    }

    private static Stream<String> squashing(Evidence evidence) {
        return evidence.hidden().stream()
                .filter(layer -> layer.activation().saturates())
                .map(JudgedLayer::name);
    }

    @Override
    public List<Cause> causes() {
        return List.of(
                Cause.of(UnscaledInputs.ID).partly(),
                Cause.of(LearningRateTooLarge.ID).where(SaturatedActivations::beganSteep));
    }

    /** Whether no layer was flat before the first step. */
    private static boolean beganSteep(Evidence evidence) {
        return evidence.signal(Signal.SATURATION).values().stream().noneMatch(shares -> shares[0] > MOST);
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LearningCurve curve = evidence.curve();
        Map<String, double[]> saturation = evidence.signal(Signal.SATURATION);
        int beginning = curve.beginning();
        List<String> layers = squashing(evidence)
                .filter(saturation::containsKey)
                .filter(layer -> Median.of(Signal.column(saturation, layer), 0, beginning) > MOST)
                .toList();
        if (layers.isEmpty() || !curve.stalls()) {
            return Optional.empty();
        }
        double worst = layers.stream()
                .mapToDouble(layer -> Median.of(Signal.column(saturation, layer), 0, beginning))
                .max()
                .orElseThrow();
        Remedies remedies = new Remedies(evidence);
        return Optional.of(Finding.of(id())
                .in(layers)
                .during(curve.epochs()[0], curve.epochs()[beginning - 1])
                .measured("saturation", worst)
                .againstCalibrated(MOST, "slope below 1 % of the largest is saturated")
                .because("In " + Text.layers(layers, evidence.layers()) + " up to " + Text.percent(worst)
                        + " of the activations lie where the function is flat. Their slope is below 1 % of the largest, so"
                        + " next to nothing of the signal passes back through them, and the loss does not move.")
                .remedies(remedies.startAfresh(), remedies.leakyRelu(), remedies.initializer("glorot_uniform"))
                .see("Glorot and Bengio, 2010, section 3 (effect of activation functions and saturation)"));
    }
}
