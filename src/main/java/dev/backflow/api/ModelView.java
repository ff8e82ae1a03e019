package dev.backflow.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.backflow.datasets.FeatureEncoding;
import dev.backflow.datasets.TargetScale;
import dev.backflow.runs.Fitted;
import dev.backflow.runs.Replay;
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
 * @param inputs what the network sees of each feature, in the order of the features
 * @param targets how each output becomes a target in the data set's own units; null where targets are not scaled
 */
record ModelView(
        String runId,
        int epoch,
        List<Input> inputs,
        List<Layer> layers,
        @Nullable List<Target> targets) {

    /**
     * What the network sees of a feature: (x − shift) / divisor of a number, and of a text one input for each of the
     * categories, 1 at its own and 0 at the others.
     *
     * @param shift of a number, as the divisor
     * @param categories of a text
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Input(
            String name,
            @Nullable Double shift,
            @Nullable Double divisor,
            @Nullable List<String> categories) {

        static Input of(FeatureEncoding.Column column) {
            return column.line() == null
                    ? new Input(column.name(), null, null, column.categories())
                    : new Input(
                            column.name(), column.line().shift(), column.line().divisor(), null);
        }
    }

    /** What an output says in the data set's own units: output · multiplier + offset. */
    record Target(double multiplier, double offset) {

        static @Nullable List<Target> all(TargetScale scale) {
            return scale.lines().isEmpty()
                    ? null
                    : scale.lines().stream()
                            .map(line -> new Target(line.divisor(), line.shift()))
                            .toList();
        }
    }

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

    static ModelView of(String runId, Replay.Frame frame, Fitted fitted) {
        List<LayerValues> layers = frame.layers().stream()
                .map(layer ->
                        new LayerValues(layer.name(), layer.inputs(), layer.units(), layer.kernel(), layer.vectors()))
                .toList();
        return of(runId, new SavedWeights.Saved(frame.epoch(), layers), fitted);
    }

    static ModelView of(String runId, SavedWeights.Saved saved, Fitted fitted) {
        return new ModelView(
                runId,
                saved.epoch(),
                fitted.encoding().columns().stream().map(Input::of).toList(),
                saved.layers().stream().map(Layer::of).toList(),
                Target.all(fitted.targets()));
    }
}
