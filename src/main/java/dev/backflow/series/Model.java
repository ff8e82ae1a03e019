package dev.backflow.series;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trained network.
 *
 * @param epoch passes over the data after which it had these weights: the last, or the best if early stopping restored it
 */
public record Model(String runId, int epoch, List<Layer> layers) {

    /**
     * The weights of a layer by Keras' names, in the order in which {@code keras.Layer.set_weights} takes them; null where
     * one is NaN or ±∞. What a layer does not have is left out.
     *
     * @param kernel inputs × units
     * @param bias one for each unit, as all that follow
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Layer(
            String name,
            @Nullable Float @Nullable [][] kernel,
            @Nullable Float @Nullable [] bias,
            @Nullable Float @Nullable [] gamma,
            @Nullable Float @Nullable [] beta,
            @Nullable Float @Nullable [] movingMean,
            @Nullable Float @Nullable [] movingVariance) {}
}
