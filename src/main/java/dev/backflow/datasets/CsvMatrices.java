package dev.backflow.datasets;

import dev.backflow.engine.Examples;
import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/**
 * Columns as matrices.
 *
 * @param order which row of the columns each row of the matrices is
 */
record CsvMatrices(CsvColumns columns, int[] order) {

    /** @param training rows of the result, from the first, to which the scaling is fitted */
    Examples examples(Csv spec, int training) {
        FMatrixRMaj inputs = new FMatrixRMaj(order.length, spec.inputs());
        int first = 0;
        for (CsvValues values : columns.features()) {
            if (values instanceof NumericValues numbers) {
                writeNumbers(numbers, spec.scaling().fit(numbers, Arrays.copyOf(order, training)), inputs, first++);
            } else {
                writeOnes(values, inputs, first);
                first += values.categories().size();
            }
        }
        return new Examples(inputs, targets(spec));
    }

    private void writeNumbers(NumericValues numbers, Scaling.Line line, FMatrixRMaj matrix, int column) {
        for (int row = 0; row < order.length; row++) {
            matrix.set(row, column, line.at(numbers.at(order[row])));
        }
    }

    private void writeOnes(CsvValues values, FMatrixRMaj matrix, int first) {
        int[] codes = values.codes();
        for (int row = 0; row < order.length; row++) {
            matrix.set(row, first + codes[order[row]], 1);
        }
    }

    private FMatrixRMaj targets(Csv spec) {
        if (spec.task() == Task.CLASSIFICATION) {
            int[] codes = columns.target().codes();
            return Labels.encode(Arrays.stream(order).map(row -> codes[row]).toArray(), spec.outputs());
        }
        FMatrixRMaj targets = new FMatrixRMaj(order.length, 1);
        writeNumbers((NumericValues) columns.target(), Scaling.Line.IDENTITY, targets, 0);
        return targets;
    }
}
