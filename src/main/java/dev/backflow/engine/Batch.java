package dev.backflow.engine;

import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** Some examples, turned so that each is a column: the shape in which they go through a network. */
final class Batch {

    final FMatrixRMaj features;
    final FMatrixRMaj targets;

    /** How much each example counts for the loss; null where all count 1. Those beyond the batch mean nothing. */
    float @Nullable [] weights;

    private final float[] gathered;
    private final int[] starts;

    Batch(Examples examples, int capacity, boolean weighed) {
        gathered = new float[weighed ? capacity : 0];
        features = new FMatrixRMaj(examples.features().numCols, capacity);
        targets = new FMatrixRMaj(examples.targets().numCols, capacity);
        starts = new int[capacity];
    }

    /** Takes the examples that {@code order} lists from {@code from} to {@code to} (exclusive). */
    void load(Examples examples, int[] order, int from, int to) {
        gather(examples.features(), order, from, to, features);
        gather(examples.targets(), order, from, to, targets);
        float[] all = examples.weights();
        weights = all == null ? null : gathered;
        for (int i = from; all != null && i < to; i++) {
            gathered[i - from] = all[order[i]];
        }
    }

    private void gather(FMatrixRMaj rows, int[] order, int from, int to, FMatrixRMaj columns) {
        int examples = to - from;
        columns.reshape(rows.numCols, examples);
        for (int example = 0; example < examples; example++) {
            starts[example] = order[from + example] * rows.numCols;
        }
        for (int feature = 0;
                feature < rows.numCols;
                feature++) { // writes in order; a line of each row stays in the cache
            int at = feature * examples;
            for (int example = 0; example < examples; example++) {
                columns.data[at + example] = rows.data[starts[example] + feature];
            }
        }
    }
}
