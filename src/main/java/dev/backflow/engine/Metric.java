package dev.backflow.engine;

import org.ejml.data.FMatrixRMaj;

/** A number about predictions that is watched, not trained on. Names are Keras 3's ({@code keras.metrics}). */
public sealed interface Metric {

    /** How many of all examples count, added up over a batch; the metric is their mean. Matrices are outputs × examples. */
    double sum(FMatrixRMaj outputs, FMatrixRMaj targets);

    /**
     * Share of right predictions. With one output, those on the target's side of 0.5; with several, those whose largest
     * output (the first, among equals) is at the largest target, as Keras picks by the shape.
     */
    record Accuracy() implements Metric {

        @Override
        public double sum(FMatrixRMaj outputs, FMatrixRMaj targets) {
            int right = 0;
            for (int example = 0; example < outputs.numCols; example++) {
                boolean hit = outputs.numRows == 1
                        ? (outputs.data[example] > 0.5f ? 1 : 0) == targets.data[example]
                        : largest(outputs, example) == largest(targets, example);
                right += hit ? 1 : 0;
            }
            return right;
        }

        private static int largest(FMatrixRMaj matrix, int example) {
            int best = 0;
            for (int row = 1; row < matrix.numRows; row++) {
                if (matrix.unsafe_get(row, example) > matrix.unsafe_get(best, example)) {
                    best = row;
                }
            }
            return best;
        }
    }
}
