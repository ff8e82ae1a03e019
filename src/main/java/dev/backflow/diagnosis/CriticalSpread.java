package dev.backflow.diagnosis;

import dev.backflow.engine.initializers.Initializer;
import dev.backflow.engine.layers.LayerParts;
import dev.backflow.engine.layers.LayerSpec;
import java.util.List;
import java.util.Optional;

/**
 * How widely to draw the weights of the hidden layers so that as much of the signal arrives at the first layer as
 * starts at the last: the s in a standard deviation of s / √fan_in at which {@link MeanField}'s product of backward
 * gains is 1, found by bisection of its logarithm (Schoenholz, Gilmer, Ganguli and Sohl-Dickstein: Deep information
 * propagation, 2017, section 3). For sigmoid it is near 10. Activations and optimizer stay.
 *
 * <p>In calibration it cured 11 of 13 ill sigmoid networks of 16 units and more; in narrow ones a single draw lies too
 * far from theory.
 */
final class CriticalSpread {

    private static final int LEAST_UNITS = 16;
    private static final double LEAST = 0.3;
    private static final double MOST = 60;
    private static final int HALVINGS = 10;

    private CriticalSpread() {}

    /** s; empty where theory has no number, or layers are too narrow for it, or do not squash. */
    static Optional<Double> of(Evidence evidence) {
        List<JudgedLayer> hidden = evidence.hidden();
        boolean suits = hidden.size() > 1
                && hidden.stream()
                        .allMatch(layer -> layer.units() >= LEAST_UNITS
                                && layer.activation().saturates()
                                && !layer.residual());
        if (!suits || !(product(evidence, LEAST) < 1) || !(product(evidence, MOST) > 1)) {
            return Optional.empty();
        }
        double low = Math.log(LEAST);
        double high = Math.log(MOST);
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (product(evidence, Math.exp(middle)) < 1) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Optional.of(Math.exp((low + high) / 2));
    }

    /** Of the gains from the last hidden layer to the first; what the last layer does is left as it is. */
    private static double product(Evidence evidence, double spread) {
        List<String> hidden = evidence.hidden().stream().map(JudgedLayer::name).toList();
        return MeanField.ofSlopes(evidence.network(), evidence.data(), layer -> drawn(layer, hidden, spread))
                .backwardGain()
                .entrySet()
                .stream()
                .filter(gain -> !gain.getKey().equals(hidden.get(hidden.size() - 1)))
                .mapToDouble(gain -> gain.getValue())
                .reduce(1, (a, b) -> a * b);
    }

    private static Optional<LayerParts> drawn(LayerSpec layer, List<String> hidden, double spread) {
        return layer.parts()
                .map(parts -> new LayerParts(
                        parts.kernel()
                                .map(kernel -> hidden.contains(Evidence.name(layer))
                                        ? new LayerParts.Kernel(
                                                Initializer.ofVariance(spread * spread),
                                                kernel.bias(),
                                                kernel.hasBias())
                                        : kernel),
                        parts.normalization(),
                        parts.activation(),
                        parts.dropout(),
                        parts.residual()));
    }
}
