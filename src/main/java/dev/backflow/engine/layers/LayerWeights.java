package dev.backflow.engine.layers;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The weights of one layer by the names that Keras gives them, in the order of {@code keras.Layer.get_weights()}. A
 * layer has some of them or, as dropout, none; a dense layer with normalization has those of both.
 *
 * @param kernel inputs × units
 * @param bias one for each unit, as all that follow
 */
public record LayerWeights(
        @Default("null") @Nullable List<List<Double>> kernel,
        @Default("null") @Nullable List<Double> bias,
        @Default("null") @Nullable List<Double> gamma,
        @Default("null") @Nullable List<Double> beta,
        @Default("null") @Nullable List<Double> movingMean,
        @Default("null") @Nullable List<Double> movingVariance) {

    public LayerWeights {
        kernel = kernel == null ? null : kernel.stream().map(List::copyOf).toList();
        for (int row = 0; kernel != null && row < kernel.size(); row++) {
            checkFinite("kernel/" + row, kernel.get(row));
        }
        bias = checked(WeightNames.BIAS, bias);
        gamma = checked(WeightNames.GAMMA, gamma);
        beta = checked(WeightNames.BETA, beta);
        movingMean = checked(WeightNames.MOVING_MEAN, movingMean);
        movingVariance = checked(WeightNames.MOVING_VARIANCE, movingVariance);
        for (int i = 0; movingVariance != null && i < movingVariance.size(); i++) {
            Check.notNegative(WeightNames.MOVING_VARIANCE + "/" + i, movingVariance.get(i));
        }
    }

    private static @Nullable List<Double> checked(String name, @Nullable List<Double> numbers) {
        if (numbers == null) {
            return null;
        }
        checkFinite(name, numbers);
        return List.copyOf(numbers);
    }

    private static void checkFinite(String path, List<Double> numbers) {
        for (int i = 0; i < numbers.size(); i++) {
            Check.finite(path + "/" + i, numbers.get(i));
        }
    }

    /** All that are given but the kernel. */
    Map<String, List<Double>> vectors() {
        Map<String, List<Double>> vectors = new LinkedHashMap<>();
        vectors.put(WeightNames.BIAS, bias);
        vectors.put(WeightNames.GAMMA, gamma);
        vectors.put(WeightNames.BETA, beta);
        vectors.put(WeightNames.MOVING_MEAN, movingMean);
        vectors.put(WeightNames.MOVING_VARIANCE, movingVariance);
        vectors.values().removeIf(Objects::isNull);
        return vectors;
    }

    /** Refuses weights that a layer with {@code inputs} inputs does not have, and other shapes than its own. */
    public void checkShape(String path, LayerSpec layer, int inputs) {
        if (layer.hasKernel()) {
            checkKernel(path + "/kernel", inputs, layer.units(inputs));
        } else {
            Check.require(kernel == null, path + "/kernel", kernel, "must not be set; this layer has no kernel");
        }
        Map<String, Integer> lengths = new LinkedHashMap<>(layer.vectors(inputs));
        for (Map.Entry<String, List<Double>> vector : vectors().entrySet()) {
            checkLength(
                    path + "/" + vector.getKey(), vector.getValue().size(), lengths.getOrDefault(vector.getKey(), 0));
        }
        lengths.keySet().removeAll(vectors().keySet());
        lengths.forEach((name, length) -> checkLength(path + "/" + name, 0, length));
    }

    private static void checkLength(String path, int length, int expected) {
        Check.require(length == expected, path, length + " numbers", "must have " + expected + " numbers");
    }

    private void checkKernel(String path, int inputs, int units) {
        List<List<Double>> rows = kernel == null ? List.of() : kernel;
        Check.require(
                rows.size() == inputs,
                path,
                rows.size() + " rows",
                "must have one row for each of the " + inputs + " inputs");
        for (int row = 0; row < inputs; row++) {
            int width = rows.get(row).size();
            Check.require(
                    width == units,
                    path + "/" + row,
                    width + " numbers",
                    "must have one number for each of the " + units + " units");
        }
    }
}
