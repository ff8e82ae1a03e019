package dev.backflow.engine;

import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** Some examples, turned so that each is a column: the shape in which they go through a network. */
final class Batch {

    private static final int WIDTH = 8;
    private static final int STRIP = 32;

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
        int atOnce = rows.numCols < WIDTH ? examples : STRIP;
        for (int strip = 0; strip < examples; strip += atOnce) {
            turn(rows, columns, strip, Math.min(strip + atOnce, examples));
        }
    }

    /** Writes some of the columns: few enough that the parts of rows being read stay in the processor's nearest cache. */
    private void turn(FMatrixRMaj rows, FMatrixRMaj columns, int from, int to) {
        int examples = columns.numCols;
        int feature = 0;
        for (; feature + WIDTH <= rows.numCols; feature += WIDTH) {
            for (int example = from; example < to; example++) {
                turn(rows.data, starts[example] + feature, columns.data, feature * examples + example, examples);
            }
        }
        for (; feature < rows.numCols; feature++) {
            for (int example = from; example < to; example++) {
                columns.data[feature * examples + example] = rows.data[starts[example] + feature];
            }
        }
    }

    /** {@value #WIDTH} features of one example. */
    private static void turn(float[] row, int from, float[] columns, int to, int examples) {
        columns[to] = row[from];
        columns[to + examples] = row[from + 1];
        columns[to + 2 * examples] = row[from + 2];
        columns[to + 3 * examples] = row[from + 3];
        columns[to + 4 * examples] = row[from + 4];
        columns[to + 5 * examples] = row[from + 5];
        columns[to + 6 * examples] = row[from + 6];
        columns[to + 7 * examples] = row[from + 7];
    }
}
