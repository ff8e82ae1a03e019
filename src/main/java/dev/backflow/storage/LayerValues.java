package dev.backflow.storage;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The weights of one layer.
 *
 * @param kernel inputs × units, row by row; null in a layer without, whose inputs and units are 0
 * @param vectors all others by their names, in the order of {@code keras.Layer.get_weights()}
 */
public record LayerValues(
        String name, int inputs, int units, float @Nullable [] kernel, Map<String, float[]> vectors) {}
