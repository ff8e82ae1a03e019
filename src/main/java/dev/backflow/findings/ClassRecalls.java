package dev.backflow.findings;

import dev.backflow.diagnosis.DataFacts;
import dev.backflow.diagnosis.Score;
import dev.backflow.engine.Examples;
import dev.backflow.runs.NoSuchRunException;
import dev.backflow.runs.Predictor;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunConflictException;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.RunState;
import dev.backflow.runs.TrainingData;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Asks trained networks about the examples they were trained on, to see whether they answer every class. Only where a
 * class is rare, and the network small enough to be asked while somebody waits.
 */
@Component
class ClassRecalls {

    private static final long MOST_WEIGHTS = 1_000_000;
    private static final int MOST_EXAMPLES = 10_000;

    private final Predictor predictor;
    private final TrainingData data;

    ClassRecalls(Predictor predictor, TrainingData data) {
        this.predictor = predictor;
        this.data = data;
    }

    /** Of each class the share of its examples that are answered with it; null where that is not known. */
    double @Nullable [] of(Run run, RunSpec spec, DataFacts known) {
        boolean isAsked = run.state() == RunState.SUCCEEDED
                && known.hasRareClass()
                && known.examples() <= MOST_EXAMPLES
                && spec.network().weights(spec.dataset().inputs()) <= MOST_WEIGHTS;
        try {
            return isAsked ? asked(run, spec) : null;
        } catch (RunConflictException | NoSuchRunException e) {
            return null; // it was deleted just now, or kept no weights
        }
    }

    private double[] asked(Run run, RunSpec spec) {
        Examples examples = data.training(spec)
                .readBy(spec.training().loss(), spec.network().outputs());
        float[][] answers = predictor
                .predict(run, spec, Examples.table(examples.features()))
                .outputs();
        return Score.recalls(
                answers,
                Examples.table(examples.targets()),
                spec.training().loss().threshold());
    }
}
