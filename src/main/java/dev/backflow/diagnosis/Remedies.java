package dev.backflow.diagnosis;

import dev.backflow.engine.optimizers.Optimizer.StepLength;
import dev.backflow.recording.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Words what can be tried, with the patches that do it ({@link SpecPatches}). */
final class Remedies {

    /** Of Adam and its like. */
    private static final double MOST_RATE = 0.1;

    private final Evidence evidence;
    private final Optional<SpecPatches> spec;

    /** Without a spec there are none. */
    Remedies(Evidence evidence) {
        this.evidence = evidence;
        spec = Optional.ofNullable(evidence.spec()).map(SpecPatches::new);
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
        return evidence.training().optimizer().stepLength() == StepLength.GRADIENT
                ? some(startAfresh(), leaky, tanh)
                : some(leaky, activation("relu", "he_normal"), tanh);
    }

    private static List<Remedy> some(Optional<Remedy> first, Optional<Remedy> second, Optional<Remedy> third) {
        return Stream.of(first, second, third).flatMap(Optional::stream).toList();
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

    /** A linear output and the same crossentropy of logits, whose slope never ends. */
    Optional<Remedy> logits() {
        return output("linear").map(linear -> {
            Map<String, Object> patch = new LinkedHashMap<>(linear.patch());
            patch.put("training", Map.of("loss", Map.of("from_logits", true)));
            return new Remedy("Use linear in the output layer, and a loss that is computed from logits", patch);
        });
    }

    /**
     * Batch normalization as the first layer: it scales the inputs, whatever their source. Its moving averages follow
     * within ten steps, for in a short training of large inputs all depends on them.
     */
    Optional<Remedy> scaledInputs() {
        Map<String, Object> scaling = Map.of("type", "batch_normalization", "name", "scaled_inputs", "momentum", 0.9);
        return spec.map(patches ->
                new Remedy("Normalize the inputs by a batch_normalization layer in front", patches.inFront(scaling)));
    }

    /** The highest learning rate times a factor, constant from the start. */
    Optional<Remedy> learningRate(double factor) {
        return spec.flatMap(patches -> {
            double rounded = Double.parseDouble(String.format(Locale.ROOT, "%.3g", evidence.highestRate() * factor));
            return training(
                    "Set the learning rate to " + Text.number(rounded),
                    Map.of("optimizer", Map.of("learning_rate", rounded)));
        });
    }

    /** Adam at such a rate, unless the run's rate is comparable and not above it. */
    Optional<Remedy> slowerByAdam(double rate) {
        return adam(rate).filter(adam -> !evidence.isLikeAdam() || evidence.highestRate() > rate);
    }

    /** Adam at a rate of 0.01, unless the run's rate is comparable and not below it. */
    Optional<Remedy> fasterByAdam() {
        return adam(0.01).filter(adam -> !evidence.isLikeAdam() || evidence.highestRate() < 0.01);
    }

    /** A multiple of the learning rate, unless that is more than an optimizer can bear whose rates are comparable. */
    Optional<Remedy> fasterBy(double factor) {
        return learningRate(factor)
                .filter(faster -> !evidence.isLikeAdam() || evidence.highestRate() * factor <= MOST_RATE);
    }

    Optional<Remedy> adam(double rate) {
        return training(
                "Use adam with a learning rate of " + Text.number(rate),
                Map.of("optimizer", Map.of("type", "adam", "learning_rate", rate)));
    }

    /** All gradients together no longer than 1. */
    Optional<Remedy> clipping() {
        Map<String, @Nullable Object> optimizer = new LinkedHashMap<>();
        optimizer.put("clipnorm", null);
        optimizer.put("clipvalue", null);
        optimizer.put("global_clipnorm", 1.0);
        return training("Clip the gradients to a common norm of 1", Map.of("optimizer", optimizer));
    }

    Optional<Remedy> epochs(int epochs) {
        return training("Train for " + epochs + " epochs", Map.of("epochs", epochs));
    }

    Optional<Remedy> earlyStopping() {
        return training(
                "Stop when the validation loss has not fallen for 5 epochs, and keep the best weights",
                Map.of("early_stopping", Map.of("monitor", "val_loss", "patience", 5, "restore_best_weights", true)));
    }

    /** Instead of binary crossentropy a loss that makes less of what is already right, the rare class weighing more. */
    Optional<Remedy> focalLoss(double[] shares) {
        return spec.map(SpecPatches::loss)
                .filter(loss -> "binary_crossentropy".equals(loss.get("type")))
                .flatMap(loss -> training(
                        "Weigh the rare class and the hard examples: binary_focal_crossentropy",
                        Map.of("loss", focal(loss, shares))));
    }

    private static Map<String, Object> focal(Map<String, Object> crossentropy, double[] shares) {
        Map<String, Object> focal = new LinkedHashMap<>(crossentropy);
        focal.put("type", "binary_focal_crossentropy");
        if (shares.length == 2) {
            focal.put("apply_class_balancing", true);
            focal.put("alpha", shares[1] < shares[0] ? 0.75 : 0.25);
        }
        return focal;
    }

    /** A measure that shows what accuracy does not. */
    Optional<Remedy> metric(String name) {
        return spec.flatMap(patches -> {
            List<Object> metrics = new ArrayList<>(patches.metrics());
            metrics.add(name);
            return training("Measure " + name + " too", Map.of("metrics", metrics));
        });
    }

    private Optional<Remedy> training(String title, Map<String, Object> change) {
        return spec.map(patches -> new Remedy(title, Map.of("training", change)));
    }

    /** Records more. */
    Optional<Remedy> recording(List<Tensor> missing) {
        List<String> tensors = Stream.concat(evidence.recording().tensors().stream(), missing.stream())
                .map(Tensor::wireName)
                .toList();
        return spec.map(patches -> new Remedy("Record it too", Map.of("recording", Map.of("tensors", tensors))));
    }
}
