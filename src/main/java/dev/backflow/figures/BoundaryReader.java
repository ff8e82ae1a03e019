package dev.backflow.figures;

import dev.backflow.runs.Classes;
import dev.backflow.runs.PlaneExamples;
import dev.backflow.runs.PredictionService;
import dev.backflow.runs.Predictor;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.TrainingData;
import dev.backflow.series.BadQueryException;
import org.springframework.stereotype.Component;

/** What a trained network answers all over the plane of its two features. */
@Component
class BoundaryReader {

    private final TrainingData data;
    private final PredictionService predictions;

    BoundaryReader(TrainingData data, PredictionService predictions) {
        this.data = data;
        this.predictions = predictions;
    }

    /**
     * The figure.
     *
     * @throws BadQueryException if the data set does not have two numeric features
     * @throws dev.backflow.runs.RunConflictException unless the run has succeeded
     */
    Figure of(Run run, RunSpec spec) {
        PlaneExamples examples = data.plane(run.id(), spec)
                .orElseThrow(() -> new BadQueryException(
                        "name",
                        FigureName.BOUNDARY.wireName(),
                        "shows the plane of two numeric features, which this run's data set does not have; ask"
                                + " predictions about single examples, or draw heatmap or signals"));
        DecisionGrid grid = new DecisionGrid(examples);
        Predictor.Prediction predicted = predictions.outputs(run, spec, grid.centers());
        grid.fill(predicted.outputs(), Classes.of(spec));
        int epoch = predicted.epoch();
        String title = epoch == 0 ? "Untrained network" : "Prediction after epoch " + epoch;
        return Figure.of(new Ground(title, grid, examples, Classes.names(spec)));
    }
}
