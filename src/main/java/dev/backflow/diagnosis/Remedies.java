package dev.backflow.diagnosis;

import dev.backflow.engine.optimizers.Optimizer.StepLength;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Words what can be tried of data, network and training, with the patches that do it ({@link SpecPatches}). */
final class Remedies extends TrainingRemedies {

    /** Without a spec there are none. */
    Remedies(Evidence evidence) {
        super(evidence);
    }

    /** Another activation with the initial weights that suit it, in all hidden layers. */
    Optional<Remedy> activation(String activation, String initializer) {
        return hidden(
                "Use " + activation + " with " + initializer + " in the hidden layers",
                Map.of("activation", activation, "kernel_initializer", initializer, "bias_initializer", "zeros"));
    }

    /**
     * What opens a way for signals that do not get through, the most promising first: in calibration a leaky_relu cured
     * more runs than any other single change. Plain gradient descent wants another optimizer too.
     */
    List<Remedy> openings() {
        Optional<Remedy> leaky = leakyRelu();
        Optional<Remedy> tanh = activation("tanh", "glorot_uniform");
        Optional<Remedy> spread = criticalSpread();
        Optional<Remedy> second = spread.isPresent() ? spread : activation("relu", "he_normal");
        return evidence.training().optimizer().stepLength() == StepLength.GRADIENT
                ? some(startAfresh(), spread.isPresent() ? spread : leaky, tanh)
                : some(leaky, second, tanh);
    }

    private static List<Remedy> some(Optional<Remedy> first, Optional<Remedy> second, Optional<Remedy> third) {
        return Stream.of(first, second, third).flatMap(Optional::stream).toList();
    }

    /** Hidden weights drawn as widely as lets the signal through, activations and optimizer as they are. */
    Optional<Remedy> criticalSpread() {
        return CriticalSpread.of(evidence).flatMap(spread -> {
            double scale = Double.parseDouble(String.format(Locale.ROOT, "%.3g", spread * spread));
            return hidden(
                    "Draw the hidden layers' weights more widely, with a standard deviation of "
                            + Text.number(Math.sqrt(scale)) + " / √fan_in",
                    Map.of(
                            "kernel_initializer",
                            Map.of(
                                    "type",
                                    "variance_scaling",
                                    "scale",
                                    scale,
                                    "mode",
                                    "fan_in",
                                    "distribution",
                                    "untruncated_normal"),
                            "bias_initializer",
                            "zeros"));
        });
    }

    Optional<Remedy> leakyRelu() {
        return activation("leaky_relu", "he_normal");
    }

    /** Hidden layers and optimizer that failed least often in calibration, both at once. */
    Optional<Remedy> startAfresh() {
        return adam(0.01)
                .map(adam -> leakyRelu()
                        .map(leaky -> {
                            Map<String, Object> patch = new LinkedHashMap<>(adam.patch());
                            patch.putAll(leaky.patch());
                            return new Remedy(
                                    "Use leaky_relu with he_normal in the hidden layers, and adam with a learning rate of 0.01",
                                    patch);
                        })
                        .orElse(adam));
    }

    Optional<Remedy> initializer(String initializer) {
        return hidden(
                "Draw the hidden layers' weights with " + initializer,
                Map.of("kernel_initializer", initializer, "bias_initializer", "zeros"));
    }

    Optional<Remedy> batchNormalization() {
        return hidden(
                "Normalize the batch before each hidden activation", Map.of("normalization", "batch_normalization"));
    }

    /** Of all layers that drop more. */
    List<Remedy> lessDropout(double rate) {
        return spec
                .flatMap(patches -> patches.dropping(rate))
                .map(patch -> new Remedy("Drop no more than " + Text.percent(rate) + " of the activations", patch))
                .stream()
                .toList();
    }

    Optional<Remedy> dropout(double rate) {
        return spec.flatMap(patches -> patches.hidden(Map.of("dropout", rate), false))
                .map(patch ->
                        new Remedy("Drop " + Text.percent(rate) + " of the hidden activations while training", patch));
    }

    /** Of the hidden layers, whose weights are drawn anew. */
    private Optional<Remedy> hidden(String title, Map<String, Object> change) {
        return spec.flatMap(patches -> patches.hidden(change, true)).map(patch -> new Remedy(title, patch));
    }

    Optional<Remedy> output(String activation) {
        return spec.flatMap(patches -> patches.output(Map.of("activation", activation)))
                .map(patch -> new Remedy("Use " + activation + " in the output layer", patch));
    }

    /** Another output and another loss, of as many units as before or of so many. */
    Optional<Remedy> answering(String activation, String loss, @Nullable Integer units) {
        Map<String, Object> change =
                units == null ? Map.of("activation", activation) : Map.of("activation", activation, "units", units);
        return spec.map(patches -> {
            Map<String, Object> patch =
                    new LinkedHashMap<>(patches.output(change).orElse(Map.of()));
            patch.put("training", Map.of("loss", loss));
            return new Remedy("Use " + activation + " in the output layer, and " + loss, patch);
        });
    }

    /** A linear output and the same crossentropy of logits, whose slope never ends. */
    Optional<Remedy> logits() {
        return output("linear").map(linear -> {
            Map<String, Object> patch = new LinkedHashMap<>(linear.patch());
            patch.put("training", Map.of("loss", Map.of("from_logits", true)));
            return new Remedy("Use linear in the output layer, and a loss that is computed from logits", patch);
        });
    }

    /** Features of mean 0 and standard deviation 1. */
    Optional<Remedy> scaledInputs() {
        return spec.map(patches -> new Remedy(
                "Scale the features to mean 0 and standard deviation 1",
                Map.of("dataset", Map.of("scaling", "standardise"))));
    }

    /**
     * Batch normalization as the first layer: it scales the inputs, whatever their source. Its moving averages follow
     * within ten steps, for in a short training of large inputs all depends on them.
     */
    Optional<Remedy> normalizedInputs() {
        Map<String, Object> scaling = Map.of("type", "batch_normalization", "name", "scaled_inputs", "momentum", 0.9);
        return spec.map(patches ->
                new Remedy("Normalize the inputs by a batch_normalization layer in front", patches.inFront(scaling)));
    }

    /** Targets of mean 0 and standard deviation 1; predictions are scaled back. */
    Optional<Remedy> scaledTargets() {
        return spec.map(patches -> new Remedy(
                "Scale the targets to mean 0 and standard deviation 1",
                Map.of("dataset", Map.of("target_scaling", "standardise"))));
    }

    /** A hidden layer before the last one, and a rate that trains it. */
    Optional<Remedy> hiddenLayer() {
        return withRate(hiddenUnits());
    }

    /** A hidden layer before the last one. */
    Optional<Remedy> hiddenUnits() {
        Map<String, Object> layer = Map.of(
                "name", "added_hidden", "units", 16, "activation", "leaky_relu", "kernel_initializer", "he_normal");
        return spec.map(patches -> new Remedy("Add a hidden layer of 16 leaky_relu units", patches.beforeLast(layer)));
    }

    /** At least so many units in all hidden layers. */
    Optional<Remedy> wider(int units) {
        return spec.flatMap(patches -> patches.wider(units))
                .map(patch -> new Remedy("Use at least " + units + " units in the hidden layers", patch));
    }
}
