package dev.backflow.datasets;

import org.ejml.data.FMatrixRMaj;

/** Class numbers as targets. */
final class Labels {

    private Labels() {}

    /**
     * @param labels a class from 0 for each sample
     * @param columns 1 for a column that holds the class itself, which must be 0 or 1; else one column for each class
     * @return samples × columns, zeros and ones
     */
    static FMatrixRMaj encode(int[] labels, int columns) {
        FMatrixRMaj targets = new FMatrixRMaj(labels.length, columns);
        for (int row = 0; row < labels.length; row++) {
            if (columns == 1) {
                targets.data[row] = labels[row];
            } else {
                targets.data[row * columns + labels[row]] = 1;
            }
        }
        return targets;
    }
}
