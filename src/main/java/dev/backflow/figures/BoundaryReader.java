package dev.backflow.figures;

import dev.backflow.runs.Classes;
import dev.backflow.runs.PlaneExamples;
import dev.backflow.runs.PredictionService;
import dev.backflow.runs.Predictor;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunService;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.RunSpecs;
import dev.backflow.runs.TrainingData;
import dev.backflow.series.BadQueryException;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What a trained network answers all over the plane of its two features. */
@Component
class BoundaryReader {

    /** Cells on a side, as fine as there need not be too many shapes to draw. */
    private static final List<Integer> SIDES = List.of(100, 72, 50, 36);

    private static final int MOST_SHAPES = 1200;

    private final RunService runs;
    private final TrainingData data;
    private final PredictionService predictions;

    BoundaryReader(RunService runs, TrainingData data, PredictionService predictions) {
        this.runs = runs;
        this.data = data;
        this.predictions = predictions;
    }

    /**
     * The figure.
     *
     * @throws BadQueryException if the data set does not have two numeric features
     * @throws dev.backflow.runs.RunConflictException unless the run has succeeded
     */
    Map<String, Object> of(String runId, FigureTheme theme, Plot plot) {
        Run run = runs.get(runId);
        RunSpec spec = RunSpecs.of(run);
        PlaneExamples examples = data.plane(spec)
                .orElseThrow(() -> new BadQueryException(
                        "name",
                        FigureName.BOUNDARY.wireName(),
                        "shows the plane of two numeric features, which this run's data set does not have; ask"
                                + " predictions about single examples, or draw heatmap or signals"));
        Boundary boundary = null;
        int epoch = 0;
        for (int side : SIDES) {
            DecisionGrid grid = DecisionGrid.around(examples.points(), side);
            Predictor.Prediction predicted = predictions.outputs(run, spec, grid.centers());
            epoch = predicted.epoch();
            grid.fill(predicted.outputs(), Classes.of(spec), examples.targets());
            boundary = new Boundary(grid, examples, plot, theme);
            if (grid.shapes().size() <= MOST_SHAPES) {
                break;
            }
        }
        return boundary.panel(epoch);
    }
}
