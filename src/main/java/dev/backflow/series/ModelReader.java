package dev.backflow.series;

import dev.backflow.storage.LayerValues;
import dev.backflow.storage.RecordedRun;
import dev.backflow.storage.SavedWeights;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** The trained network of a run as numbers that other frameworks can take. */
@Service
public class ModelReader {

    private final SavedWeights weights;

    ModelReader(SavedWeights weights) {
        this.weights = weights;
    }

    /** Nothing if the run has not trained one, or is gone. */
    public Optional<Model> model(RecordedRun run) {
        return weights.load(run.id())
                .map(saved -> new Model(
                        run.id(),
                        saved.epoch(),
                        saved.layers().stream().map(ModelReader::layer).toList()));
    }

    private static Model.Layer layer(LayerValues values) {
        return new Model.Layer(
                values.name(),
                values.kernel() == null ? null : rows(values),
                vector(values, "bias"),
                vector(values, "gamma"),
                vector(values, "beta"),
                vector(values, "moving_mean"),
                vector(values, "moving_variance"));
    }

    private static Float[][] rows(LayerValues values) {
        Float[][] rows = new Float[values.inputs()][];
        for (int row = 0; row < values.inputs(); row++) {
            rows[row] = numbers(values.kernel(), row * values.units(), values.units());
        }
        return rows;
    }

    private static Float[] vector(LayerValues values, String name) {
        float[] vector = values.vectors().get(name);
        return vector == null ? null : numbers(vector, 0, vector.length);
    }

    private static Float[] numbers(float[] values, int from, int length) {
        Float[] numbers = new Float[length];
        for (int i = 0; i < length; i++) {
            float value = values[from + i];
            numbers[i] = Float.isFinite(value) ? value : null;
        }
        return numbers;
    }
}
