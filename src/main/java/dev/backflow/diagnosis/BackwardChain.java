package dev.backflow.diagnosis;

import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.recording.SlopeMeasure;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How much of the signal that starts at the output arrives at a layer: the product of the backward gains on the way,
 * which is RMS(δ_k) / RMS(δ_L), times √(units_k / units_L), so that it is ‖δ_k‖ / ‖δ_L‖. Without that factor a wide
 * network with one output would seem to lose what is only spread over more units. Epochs at which a layer is dead as a
 * whole, so that nothing arrives but by a residual, are left out: they are another illness.
 */
final class BackwardChain {

    /** What it is called in findings. */
    static final String QUANTITY =
            "product of backward_gain over the layers, times the root of the ratio of their units";

    private final Evidence evidence;
    private final List<String> layers;
    private final Map<String, double[]> rms;
    private final Map<String, double[]> dead;

    BackwardChain(Evidence evidence) {
        this.evidence = evidence;
        layers = evidence.layers();
        rms = Signal.finite(evidence.measured(), Tensor.PRE_ACTIVATION_GRADIENT, Statistic.RMS);
        dead = new HashMap<>(evidence.measured().slopes(SlopeMeasure.DEAD_UNITS));
        evidence.hidden().stream()
                .filter(JudgedLayer::residual)
                .map(JudgedLayer::name)
                .forEach(dead::remove);
    }

    /**
     * Why there are epochs of which it cannot tell whether anything gets past a dead layer, as it does by a residual;
     * empty if there are none.
     */
    static Optional<String> reservation(Evidence evidence) {
        Map<String, double[]> dead = evidence.measured().slopes(SlopeMeasure.DEAD_UNITS);
        return evidence.leavingOut(evidence.unknown().stream()
                        .filter(layer -> Arrays.stream(dead.getOrDefault(layer, new double[0]))
                                .anyMatch(share -> share == 1))
                        .toList())
                .map(reason -> reason + " Epochs at which all units are dead there are not judged.");
    }

    /** How many gains are multiplied. */
    int steps() {
        return layers.size() - 1;
    }

    /** ‖δ_k‖ / ‖δ_L‖ in the median of the first {@code epochs} recorded epochs; NaN if there is none. */
    double median(String layer, int epochs) {
        double[] above = Signal.column(rms, layer);
        double[] below = Signal.column(rms, layers.get(steps()));
        double width = width(layer);
        double[] sorted = IntStream.range(0, epochs)
                .filter(i -> below[i] > 0 && dead.values().stream().noneMatch(share -> share[i] == 1))
                .mapToDouble(i -> width * above[i] / below[i])
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }

    /** The whole product. */
    double median(int epochs) {
        return median(layers.get(0), epochs);
    }

    /** The layers at which less than {@code share}, or with {@code share} above 1 more, arrives. */
    List<String> beyond(double share, int epochs) {
        return layers.subList(0, steps()).stream()
                .filter(layer -> share < 1 ? median(layer, epochs) < share : median(layer, epochs) > share)
                .toList();
    }

    /** What theory expects of the untrained network. */
    double expected() {
        return Signal.BACKWARD_GAIN
                        .expected(evidence.network(), evidence.data(), evidence.sampleSize())
                        .values()
                        .stream()
                        .mapToDouble(Double::doubleValue)
                        .reduce((a, b) -> a * b)
                        .orElse(Double.NaN)
                * width(layers.get(0));
    }

    /** √(units_k / units_L). */
    private double width(String layer) {
        int units = evidence.data().inputs();
        for (LayerSpec spec : evidence.network().expanded()) {
            units = spec.units(units);
            if (layer.equals(spec.name())) {
                return Math.sqrt((double) units / evidence.output().units());
            }
        }
        throw new IllegalArgumentException(layer);
    }

    /**
     * Such as "; with weights drawn like these, theory expects 1/22", or nothing. It takes longer than all rules
     * together.
     */
    String expectation() {
        if (!evidence.inWords()) {
            return "";
        }
        double expected = expected();
        return evidence.untrainedElsewhere().isEmpty() && Double.isFinite(expected)
                ? "; with weights drawn like these, theory expects "
                        + (expected < 1 ? Text.part(expected) : Text.number(expected) + " times")
                : "";
    }

    /** The gain of a single layer on average: the geometric mean. */
    double perLayer(double product) {
        return Math.pow(product, 1.0 / steps());
    }

    /** Recorded epochs as a span. */
    Finding.Epochs span(int epochs) {
        int[] recorded = Arrays.copyOf(evidence.measured().epochs(), epochs);
        return new Finding.Epochs(recorded[0], recorded[epochs - 1]);
    }
}
