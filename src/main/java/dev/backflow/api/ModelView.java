package dev.backflow.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.backflow.storage.LayerValues;
import dev.backflow.storage.SavedWeights;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trained network.
 *
 * @param epoch passes over the data after which it had these weights: the last, or the best if early stopping restored
 *     it
 */
record ModelView(String runId, int epoch, List<Layer> layers) {

    /**
     * The weights of a layer by Keras' names, in the order in which {@code keras.Layer.set_weights} takes them; null
     * where one is NaN or ±∞. What a layer does not have is left out.
     *
     * @param kernel inputs × units
     * @param bias one for each unit, as all that follow
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Layer(
            String name,
            @Schema(nullable = true) float @Nullable [][] kernel,
            @Schema(nullable = true) float @Nullable [] bias,
            @Schema(nullable = true) float @Nullable [] gamma,
            @Schema(nullable = true) float @Nullable [] beta,
            @Schema(nullable = true) float @Nullable [] movingMean,
            @Schema(nullable = true) float @Nullable [] movingVariance) {

        static Layer of(LayerValues values) {
            return new Layer(
                    values.name(),
                    kernel(values),
                    values.vectors().get("bias"),
                    values.vectors().get("gamma"),
                    values.vectors().get("beta"),
                    values.vectors().get("moving_mean"),
                    values.vectors().get("moving_variance"));
        }

        private static float @Nullable [][] kernel(LayerValues values) {
            float[] kernel = values.kernel();
            if (kernel == null) {
                return null;
            }
            float[][] rows = new float[values.inputs()][];
            for (int row = 0; row < rows.length; row++) {
                rows[row] = Arrays.copyOfRange(kernel, row * values.units(), (row + 1) * values.units());
            }
            return rows;
        }
    }

    static ModelView of(String runId, SavedWeights.Saved saved) {
        return new ModelView(
                runId, saved.epoch(), saved.layers().stream().map(Layer::of).toList());
    }
}
