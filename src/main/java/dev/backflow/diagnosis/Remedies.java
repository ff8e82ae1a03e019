package dev.backflow.diagnosis;

import dev.backflow.engine.optimizers.Optimizer.StepLength;
import dev.backflow.recording.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes merge patches of a run's spec. Arrays cannot be patched in part, so one that touches a layer holds them all; given
 * initial weights are taken out wherever other ones have to be drawn.
 */
final class Remedies {

    /** Of Adam and its like. */
    private static final double MOST_RATE = 0.1;

    private final Evidence evidence;
    private final Optional<Map<String, Object>> spec;

    /** Without a spec there are none. */
    Remedies(Evidence evidence) {
        this.evidence = evidence;
        spec = Optional.ofNullable(evidence.spec());
    }

    /** Another activation with the initial weights that suit it, in all hidden layers. */
    Optional<Remedy> activation(String activation, String initializer) {
        return hidden(
                "Use " + activation + " with " + initializer + " in the hidden layers",
                Map.of("activation", activation, "kernel_initializer", initializer, "bias_initializer", "zeros"));
    }

    /**
     * What opens a way for signals that do not get through, the most promising first: in calibration a leaky_relu cured more
     * runs than any other single change. Plain gradient descent wants another optimizer too.
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
        return layers(
                "Drop " + Text.percent(rate) + " of the hidden activations while training",
                Remedies::isHidden,
                Map.of("dropout", rate),
                false);
    }

    private Optional<Remedy> hidden(String title, Map<String, Object> change) {
        return layers(title, Remedies::isHidden, change, true);
    }

    private static boolean isHidden(List<Map<String, Object>> layers, int place) {
        return place < layers.size() - 1 && "dense".equals(layers.get(place).get("type"));
    }

    Optional<Remedy> output(String activation) {
        return layers(
                "Use " + activation + " in the output layer",
                (layers, place) -> place == layers.size() - 1,
                Map.of("activation", activation),
                false);
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
        return spec.map(whole -> {
            List<Object> layers = new ArrayList<>();
            layers.add(Map.of("type", "batch_normalization", "name", "scaled_inputs", "momentum", 0.9));
            layers.addAll(given(whole));
            return new Remedy("Normalize the inputs by a batch_normalization layer in front", network(layers, true));
        });
    }

    /**
     * Changes some layers.
     *
     * @param which asked of all layers and the place of one
     * @param drawn whether the weights are drawn anew, where they were given
     */
    private Optional<Remedy> layers(
            String title,
            BiPredicate<List<Map<String, Object>>, Integer> which,
            Map<String, Object> change,
            boolean drawn) {
        return spec.flatMap(whole -> {
            List<Map<String, Object>> given = given(whole);
            List<Object> layers = new ArrayList<>();
            for (int place = 0; place < given.size(); place++) {
                Map<String, Object> layer = new LinkedHashMap<>(given.get(place));
                if (which.test(given, place)) {
                    layer.putAll(change);
                }
                layers.add(layer);
            }
            return layers.equals(given) ? Optional.empty() : Optional.of(new Remedy(title, network(layers, drawn)));
        });
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> given(Map<String, Object> whole) {
        return (List<Map<String, Object>>)
                Objects.requireNonNull(part(whole, "network").get("layers"));
    }

    private Map<String, Object> network(List<Object> layers, boolean drawn) {
        Map<String, @Nullable Object> network = new LinkedHashMap<>();
        if (drawn && evidence.network().initialWeights() != null) {
            network.put("initial_weights", null);
        }
        network.put("layers", layers);
        return Map.of("network", network);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> part(Map<String, Object> whole, String name) {
        return (Map<String, Object>) Objects.requireNonNull(whole.get(name));
    }

    /** The highest learning rate times a factor, constant from the start. */
    Optional<Remedy> learningRate(double factor) {
        return spec.flatMap(whole -> {
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
        Map<String, Object> loss = evidence.spec() == null ? Map.of() : part(part(evidence.spec(), "training"), "loss");
        if (!"binary_crossentropy".equals(loss.get("type"))) {
            return Optional.empty();
        }
        Map<String, Object> focal = new LinkedHashMap<>(loss);
        focal.put("type", "binary_focal_crossentropy");
        if (shares.length == 2) {
            focal.put("apply_class_balancing", true);
            focal.put("alpha", shares[1] < shares[0] ? 0.75 : 0.25);
        }
        return training("Weigh the rare class and the hard examples: binary_focal_crossentropy", Map.of("loss", focal));
    }

    /** A measure that shows what accuracy does not. */
    Optional<Remedy> metric(String name) {
        return spec.flatMap(whole -> {
            List<Object> metrics = new ArrayList<>(
                    (List<?>) Objects.requireNonNull(part(whole, "training").get("metrics")));
            metrics.add(name);
            return training("Measure " + name + " too", Map.of("metrics", metrics));
        });
    }

    private Optional<Remedy> training(String title, Map<String, Object> change) {
        return spec.map(whole -> new Remedy(title, Map.of("training", change)));
    }

    /** Records more. */
    Optional<Remedy> recording(List<Tensor> missing) {
        List<String> tensors = Stream.concat(evidence.recording().tensors().stream(), missing.stream())
                .map(Tensor::wireName)
                .toList();
        return spec.map(whole -> new Remedy("Record it too", Map.of("recording", Map.of("tensors", tensors))));
    }
}
