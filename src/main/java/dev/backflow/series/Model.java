package dev.backflow.series;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trained network.
 *
 * @param epoch passes over the data after which it had these weights
 */
public record Model(String runId, int epoch, List<Layer> layers) {

    /**
     * The weights of a layer as {@code keras.Layer.set_weights} takes them; null where one is NaN or ±∞.
     *
     * @param kernel inputs × units
     * @param bias one for each unit; null in a layer without
     */
    public record Layer(
            String name,
            @Nullable Float[][] kernel,
            @Nullable Float @Nullable [] bias) {}
}
