package dev.backflow.runs;

import dev.backflow.datasets.FeatureEncoding;
import dev.backflow.spec.InvalidSpecException;
import dev.backflow.spec.RefusedSpecException;
import dev.backflow.spec.SpecProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/** Asks trained networks about examples. */
@Service
public class PredictionService {

    private static final int MOST_PROBLEMS = 20;

    private final Predictor predictor;
    private final TrainingData data;
    private final Limits limits;

    PredictionService(Predictor predictor, TrainingData data, Limits limits) {
        this.predictor = predictor;
        this.data = data;
        this.limits = limits;
    }

    /**
     * Predicts.
     *
     * @throws RunConflictException unless the run has succeeded
     * @throws RefusedSpecException if the features are not of the run's data set
     */
    public Predictions predict(Run run, RunSpec spec, PredictionRequest request) {
        if (run.state() != RunState.SUCCEEDED) {
            throw new RunConflictException(
                    run.id(), "is " + run.state().wireName() + "; it makes predictions once it has succeeded");
        }
        limits.predictions().judge(request.features().size(), spec.network().outputs());
        Fitted fitted = data.encoding(run.id(), spec);
        Predictor.Prediction predicted = predictor.predict(run, spec, encoded(request.features(), fitted.encoding()));
        return new Predictions(
                predicted.epoch(),
                fitted.encoding().names(),
                fitted.targets().back(predicted.outputs()),
                Classes.of(spec),
                spec.dataset().classNames());
    }

    /** What the network answers to features in their own units, all of them numbers; in the targets' own units. */
    public Predictor.Prediction outputs(Run run, RunSpec spec, double[][] features) {
        Fitted fitted = data.encoding(run.id(), spec);
        float[][] inputs = Arrays.stream(features)
                .map(row -> fitted.encoding().encode(Arrays.stream(row).boxed().toList()))
                .toArray(float[][]::new);
        Predictor.Prediction predicted = predictor.predict(run, spec, inputs);
        return new Predictor.Prediction(predicted.epoch(), fitted.targets().back(predicted.outputs()));
    }

    /** All rows, or all that is wrong with them, as far as anybody wants to read it. */
    private static float[][] encoded(List<List<JsonNode>> rows, FeatureEncoding encoding) {
        float[][] encoded = new float[rows.size()][];
        List<SpecProblem> problems = new ArrayList<>();
        for (int row = 0; row < encoded.length && problems.size() < MOST_PROBLEMS; row++) {
            try {
                encoded[row] = encoding.encode(
                        rows.get(row).stream().map(PredictionService::cell).toList());
            } catch (InvalidSpecException e) {
                String at = "/features/" + row + (e.path().isEmpty() ? "" : "/" + e.path());
                problems.add(SpecProblem.of(at, shown(e, rows.get(row)), e.reason()));
            }
        }
        if (!problems.isEmpty()) {
            throw new RefusedSpecException(problems);
        }
        return encoded;
    }

    private static String shown(InvalidSpecException e, List<JsonNode> row) {
        return e.path().isEmpty()
                ? String.valueOf(e.value())
                : row.get(Integer.parseInt(e.path())).toString();
    }

    private static Object cell(JsonNode json) {
        return json.isNumber()
                ? (Object) json.decimalValue().doubleValue()
                : json.isString() ? json.stringValue() : json;
    }
}
