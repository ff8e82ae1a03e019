package dev.backflow.datasets;

import dev.backflow.engine.Examples;
import org.ejml.data.FMatrixRMaj;

/** Rows of features and the class of each, in the order in which a generator made them. */
record LabeledRows(FMatrixRMaj features, int[] labels) {

    /** Row r of the result is row order[r] of this. */
    LabeledRows inOrder(int[] order) {
        int columns = features.numCols;
        FMatrixRMaj moved = new FMatrixRMaj(order.length, columns);
        int[] movedLabels = new int[order.length];
        for (int row = 0; row < order.length; row++) {
            System.arraycopy(features.data, order[row] * columns, moved.data, row * columns, columns);
            movedLabels[row] = labels[order[row]];
        }
        return new LabeledRows(moved, movedLabels);
    }

    Examples examples(int columns) {
        return new Examples(features, Labels.encode(labels, columns));
    }
}
