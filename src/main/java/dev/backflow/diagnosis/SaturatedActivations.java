package dev.backflow.diagnosis;

import dev.backflow.engine.activations.ElementwiseActivation;
import dev.backflow.engine.activations.Squashing;
import dev.backflow.engine.layers.LayerSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Most activations of a hidden layer lie where φ is flat, while nothing is learned: over the first fifth of the epochs, in
 * the median, more than half of them have a slope below 1 % of the steepest. Only of activations that are
 * flat on both sides; a ReLU is flat on one by design.
 */
final class SaturatedActivations implements ProgressRule {

    private static final double MOST = 0.5;

    @Override
    public String id() {
        return "saturated_activations";
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LearningCurve course = evidence.course();
        Map<String, double[]> saturation = evidence.signal(Signal.SATURATION);
        int beginning = course.beginning();
        List<String> layers = evidence.hidden().stream()
                .filter(SaturatedActivations::squashes)
                .map(LayerSpec.Dense::name)
                .filter(layer -> median(saturation.get(layer), beginning) > MOST)
                .toList();
        if (layers.isEmpty() || !course.stalls()) {
            return Optional.empty();
        }
        double worst = layers.stream()
                .mapToDouble(layer -> median(saturation.get(layer), beginning))
                .max()
                .orElseThrow();
        Remedies remedies = new Remedies(evidence);
        return Optional.of(new Finding(
                id(),
                Finding.Severity.WARNING,
                layers,
                new Finding.Epochs(course.epochs()[0], course.epochs()[beginning - 1]),
                new Finding.Measured("saturation", worst),
                new Finding.Threshold(MOST, "Backflow's calibration; slope below 1 % of the largest is saturated"),
                "In " + Text.layers(layers, evidence.layers()) + " up to " + Text.percent(worst)
                        + " of the activations lie where the function is flat. Their slope is below 1 % of the largest, so"
                        + " next to nothing of the signal passes back through them, and the loss does not move.",
                Remedies.some(
                        Optional.of(remedies.startAfresh()),
                        remedies.leakyRelu(),
                        remedies.initializer("glorot_uniform")),
                "Glorot and Bengio, 2010, section 3 (effect of activation functions and saturation)"));
    }

    static boolean squashes(LayerSpec.Dense layer) {
        return layer.activation() instanceof ElementwiseActivation.Sigmoid
                || layer.activation() instanceof ElementwiseActivation.Tanh
                || layer.activation() instanceof Squashing;
    }

    private static double median(double[] shares, int epochs) {
        double[] sorted = Arrays.copyOf(shares, epochs);
        Arrays.sort(sorted);
        return sorted[epochs / 2];
    }
}
