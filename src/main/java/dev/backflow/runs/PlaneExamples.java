package dev.backflow.runs;

import dev.backflow.engine.Examples;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * What is drawn of examples with two features, both numbers, in their own units.
 *
 * @param names of the features
 * @param count how many examples there are
 * @param points at most 300 of them, evenly spread over all: points × 2
 * @param targets of the points: the class of each or, where targets are no classes, the first target
 * @param low the least of each feature, and of the targets, of all examples
 * @param high the largest of each feature, and of the targets, of all examples
 */
public record PlaneExamples(
        List<String> names, int count, float[][] points, float[] targets, float[] low, float[] high) {

    private static final int MOST_POINTS = 300;

    /**
     * Of examples in their own units.
     *
     * @param classes of the data set; 0 where its targets are no classes
     */
    public static PlaneExamples of(List<String> names, Examples all, int classes) {
        int shown = Math.min(MOST_POINTS, all.size());
        float[][] points = new float[shown][];
        float[] targets = new float[shown];
        for (int i = 0; i < shown; i++) {
            float[] example = example(all, (int) ((long) i * all.size() / shown), classes);
            points[i] = new float[] {example[0], example[1]};
            targets[i] = example[2];
        }
        float[] low = example(all, 0, classes);
        float[] high = low.clone();
        for (int row = 1; row < all.size(); row++) {
            float[] example = example(all, row, classes);
            for (int k = 0; k < example.length; k++) {
                low[k] = Math.min(low[k], example[k]);
                high[k] = Math.max(high[k], example[k]);
            }
        }
        return new PlaneExamples(names, all.size(), points, targets, low, high);
    }

    /** Both features and the target. */
    private static float[] example(Examples all, int row, int classes) {
        return new float[] {all.features().get(row, 0), all.features().get(row, 1), target(all.targets(), row, classes)
        };
    }

    private static float target(FMatrixRMaj targets, int row, int classes) {
        if (classes == 0 || targets.numCols == 1) {
            return targets.get(row, 0);
        }
        int largest = 0;
        for (int column = 1; column < targets.numCols; column++) {
            largest = targets.get(row, column) > targets.get(row, largest) ? column : largest;
        }
        return largest;
    }
}
