package dev.backflow.series;

import dev.backflow.runs.NoSuchRunException;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunConflictException;
import dev.backflow.runs.RunService;
import dev.backflow.runs.RunState;
import dev.backflow.storage.LayerValues;
import dev.backflow.storage.SavedWeights;
import org.springframework.stereotype.Service;

/** The trained network of a run as numbers that other frameworks can take. */
@Service
public class ModelReader {

    private final RunService runs;
    private final SavedWeights weights;

    ModelReader(RunService runs, SavedWeights weights) {
        this.runs = runs;
        this.weights = weights;
    }

    /** @throws RunConflictException unless the run has succeeded */
    public Model model(String runId) {
        Run run = runs.get(runId);
        if (run.state() != RunState.SUCCEEDED) {
            throw new RunConflictException(
                    runId, "is " + run.state().wireName() + "; it has a model once it has succeeded");
        }
        SavedWeights.Saved saved = weights.load(runId).orElseThrow(() -> new NoSuchRunException(runId));
        return new Model(
                runId,
                saved.epoch(),
                saved.layers().stream().map(ModelReader::layer).toList());
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
