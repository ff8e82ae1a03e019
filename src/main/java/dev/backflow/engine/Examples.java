package dev.backflow.engine;

import dev.backflow.engine.losses.Loss;
import dev.backflow.spec.Check;
import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * What a network learns from. Trainings on one data set share its examples, and none writes to them.
 *
 * @param features samples × inputs
 * @param targets samples × outputs
 * @param weights how much each example counts for the loss; null where all count 1
 * @param units what 1 of each target column is in the units in which metrics are measured; null where it is 1
 */
public record Examples(
        FMatrixRMaj features, FMatrixRMaj targets, float @Nullable [] weights, float @Nullable [] units) {

    public Examples {
        Check.require(
                features.numRows == targets.numRows,
                "targets",
                targets.numRows + " rows",
                "must have one row for each of the " + features.numRows + " rows of features");
    }

    /** Of targets in their own units. */
    public Examples(FMatrixRMaj features, FMatrixRMaj targets) {
        this(features, targets, null, null);
    }

    /** The same with these weights. */
    public Examples weighted(float @Nullable [] weights) {
        return new Examples(features, targets, weights, units);
    }

    public int size() {
        return features.numRows;
    }

    /** Whether targets are several columns of 0 and 1 in which not every row has exactly one 1. */
    public boolean areLabels() {
        boolean exclusive = true;
        for (int row = 0; row < size(); row++) {
            int ones = 0;
            for (int i = row * targets.numCols; i < (row + 1) * targets.numCols; i++) {
                if (targets.data[i] != 0 && targets.data[i] != 1) {
                    return false;
                }
                ones += (int) targets.data[i];
            }
            exclusive &= ones == 1;
        }
        return targets.numCols > 1 && !exclusive;
    }

    /** The number of a row's class: that of its largest target, or the target itself where there is one column. */
    public int classOf(int row) {
        int largest = 0;
        for (int column = 1; column < targets.numCols; column++) {
            largest = targets.get(row, column) > targets.get(row, largest) ? column : largest;
        }
        return targets.numCols == 1 ? Math.round(targets.data[row]) : largest;
    }

    /** The rows of a matrix such as {@link #features}. */
    public static float[][] table(FMatrixRMaj matrix) {
        float[][] rows = new float[matrix.numRows][];
        Arrays.setAll(rows, row -> Arrays.copyOfRange(matrix.data, row * matrix.numCols, (row + 1) * matrix.numCols));
        return rows;
    }

    /** Row r of the result is row order[r] of these. */
    public Examples inOrder(int[] order) {
        FMatrixRMaj weighed = weights == null ? null : inOrder(FMatrixRMaj.wrap(size(), 1, weights), order);
        return new Examples(
                inOrder(features, order), inOrder(targets, order), weighed == null ? null : weighed.data, units);
    }

    private static FMatrixRMaj inOrder(FMatrixRMaj matrix, int[] order) {
        int columns = matrix.numCols;
        FMatrixRMaj moved = new FMatrixRMaj(order.length, columns);
        for (int row = 0; row < order.length; row++) {
            System.arraycopy(matrix.data, order[row] * columns, moved.data, row * columns, columns);
        }
        return moved;
    }

    /** These and then others; where only some are weighed, the rest count 1. */
    public Examples followedBy(Examples more) {
        float[] all = null;
        if (weights != null || more.weights != null) {
            all = new float[size() + more.size()];
            Arrays.fill(all, 1);
            copy(weights, all, 0);
            copy(more.weights, all, size());
        }
        return new Examples(stacked(features, more.features), stacked(targets, more.targets), all, units);
    }

    private static void copy(float @Nullable [] from, float[] to, int at) {
        if (from != null) {
            System.arraycopy(from, 0, to, at, from.length);
        }
    }

    private static FMatrixRMaj stacked(FMatrixRMaj above, FMatrixRMaj below) {
        FMatrixRMaj both = new FMatrixRMaj(above.numRows + below.numRows, above.numCols);
        System.arraycopy(above.data, 0, both.data, 0, above.getNumElements());
        System.arraycopy(below.data, 0, both.data, above.getNumElements(), below.getNumElements());
        return both;
    }

    /** Rows {@code from} (inclusive) to {@code to} (exclusive): these examples if it is all of them, else a copy. */
    public Examples rows(int from, int to) {
        if (from == 0 && to == size()) {
            return this;
        }
        float[] weighed = weights == null ? null : Arrays.copyOfRange(weights, from, to);
        return new Examples(rows(features, from, to), rows(targets, from, to), weighed, units);
    }

    /** The examples as a loss compares them with a network of {@code outputs}: class numbers become one-hot rows. */
    public Examples readBy(Loss loss, int outputs) {
        return loss.readsClassNumbers() && targets.numCols == 1 ? oneHot(outputs) : this;
    }

    /**
     * The same features with the class number in each row of targets, a single column, written out as a one among
     * zeros.
     */
    public Examples oneHot(int classes) {
        FMatrixRMaj written = new FMatrixRMaj(size(), classes);
        for (int row = 0; row < size(); row++) {
            float number = targets.data[row];
            Check.require(
                    number >= 0 && number < classes && number == (int) number,
                    "targets/" + row,
                    number,
                    "must be a class number below the number of outputs, " + classes);
            written.set(row, (int) number, 1);
        }
        return new Examples(features, written, weights, units);
    }

    private static FMatrixRMaj rows(FMatrixRMaj matrix, int from, int to) {
        FMatrixRMaj copy = new FMatrixRMaj(to - from, matrix.numCols);
        System.arraycopy(matrix.data, from * matrix.numCols, copy.data, 0, copy.getNumElements());
        return copy;
    }
}
