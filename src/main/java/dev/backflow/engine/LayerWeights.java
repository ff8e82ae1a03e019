package dev.backflow.engine;

import java.util.List;

/**
 * The weights of one layer, as {@code keras.Layer.get_weights()} has them.
 *
 * @param kernel inputs × units
 * @param bias one for each unit, or not set for a layer without
 */
public record LayerWeights(
        List<List<Double>> kernel, @Default("null") List<Double> bias) {

    public LayerWeights {
        kernel = kernel.stream().map(List::copyOf).toList();
        for (int row = 0; row < kernel.size(); row++) {
            checkFinite("kernel/" + row, kernel.get(row));
        }
        if (bias != null) {
            bias = List.copyOf(bias);
            checkFinite("bias", bias);
        }
    }

    private static void checkFinite(String path, List<Double> numbers) {
        for (int i = 0; i < numbers.size(); i++) {
            Check.finite(path + "/" + i, numbers.get(i));
        }
    }

    /** Refuses shapes other than inputs × units and, where there is a bias, units. */
    void checkShape(String path, int inputs, int units, boolean useBias) {
        Check.require(
                kernel.size() == inputs,
                path + "/kernel",
                kernel.size() + " rows",
                "must have one row for each of the " + inputs + " inputs");
        for (int row = 0; row < inputs; row++) {
            int width = kernel.get(row).size();
            Check.require(
                    width == units,
                    path + "/kernel/" + row,
                    width + " numbers",
                    "must have one number for each of the " + units + " units");
        }
        int biases = bias == null ? 0 : bias.size();
        int expected = useBias ? units : 0;
        Check.require(biases == expected, path + "/bias", biases + " numbers", "must have " + expected + " numbers");
    }
}
