package dev.backflow.findings;

import dev.backflow.diagnosis.DataFacts;
import dev.backflow.engine.Examples;
import dev.backflow.runs.NoSuchRunException;
import dev.backflow.runs.Predictor;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunConflictException;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.RunState;
import dev.backflow.runs.TrainingData;
import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Asks trained networks about the examples they were trained on, to see whether they answer every class. Only where a
 * class is rare, and the network small enough to be asked while somebody waits.
 */
@Component
class ClassRecalls {

    /** Of an even share. */
    private static final double RARE = 0.5;

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
        double[] shares = known.classShares();
        double rarest = Arrays.stream(shares).filter(share -> share > 0).min().orElse(1);
        boolean isAsked = run.state() == RunState.SUCCEEDED
                && rarest * shares.length < RARE
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
        float[][] answers =
                predictor.predict(run, spec, rows(examples.features())).outputs();
        return recalls(
                answers,
                rows(examples.targets()),
                spec.training().loss().takes().isOfLogits() ? 0 : 0.5f);
    }

    private static float[][] rows(FMatrixRMaj matrix) {
        float[][] rows = new float[matrix.numRows][];
        Arrays.setAll(rows, row -> Arrays.copyOfRange(matrix.data, row * matrix.numCols, (row + 1) * matrix.numCols));
        return rows;
    }

    /** @param middle of a single output: above it is the second class */
    static double[] recalls(float[][] answers, float[][] targets, float middle) {
        int classes = Math.max(2, targets[0].length);
        int[] examples = new int[classes];
        double[] right = new double[classes];
        for (int row = 0; row < targets.length; row++) {
            int label = label(targets[row], 0.5f);
            examples[label]++;
            right[label] += label(answers[row], middle) == label ? 1 : 0;
        }
        for (int i = 0; i < classes; i++) {
            right[i] /= Math.max(1, examples[i]);
        }
        return right;
    }

    private static int label(float[] values, float middle) {
        if (values.length == 1) {
            return values[0] > middle ? 1 : 0;
        }
        int largest = 0;
        for (int i = 1; i < values.length; i++) {
            largest = values[i] > values[largest] ? i : largest;
        }
        return largest;
    }
}
