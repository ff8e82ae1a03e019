package dev.backflow.datasets;

import dev.backflow.engine.Examples;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Columns as matrices.
 *
 * @param order which row of the columns each row of the matrices is
 */
record CsvMatrices(CsvColumns columns, int[] order) {

    /** @param training rows of the matrices, from the first, to which the scaling is fitted */
    FeatureEncoding fit(Scaling scaling, int training) {
        return FeatureEncoding.of(columns, scaling, Arrays.copyOf(order, training));
    }

    /** @param training as above */
    TargetScale fitTargets(Csv spec, int training) {
        return columns.target() instanceof NumericValues numbers && spec.task() == Task.REGRESSION
                ? TargetScale.fit(spec.columns().targetScaling(), (row, one) -> numbers.at(order[row]), 1, training)
                : TargetScale.NONE;
    }

    Examples examples(Csv spec, FeatureEncoding encoding, TargetScale scale) {
        FMatrixRMaj inputs = new FMatrixRMaj(order.length, spec.inputs());
        int first = 0;
        for (int i = 0; i < columns.features().size(); i++) {
            CsvValues values = columns.features().get(i);
            FeatureEncoding.Column column = encoding.columns().get(i);
            Scaling.Line line = column.line();
            if (line == null) {
                writeOnes(values, inputs, first);
            } else {
                writeNumbers((NumericValues) values, line, inputs, first);
            }
            first += column.inputs();
        }
        return new Examples(inputs, targets(spec, scale), weights(), scale.units());
    }

    private float @Nullable [] weights() {
        NumericValues given = columns.weights();
        if (given == null) {
            return null;
        }
        float[] weights = new float[order.length];
        for (int row = 0; row < weights.length; row++) {
            weights[row] = (float) given.at(order[row]);
        }
        return weights;
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

    private FMatrixRMaj targets(Csv spec, TargetScale scale) {
        if (spec.task() == Task.CLASSIFICATION) {
            int[] codes = columns.target().codes();
            return Labels.encode(Arrays.stream(order).map(row -> codes[row]).toArray(), spec.outputs());
        }
        NumericValues numbers = (NumericValues) columns.target();
        Scaling.Table own = (row, one) -> numbers.at(order[row]);
        return own.along(scale.lines().isEmpty() ? List.of(Scaling.Line.IDENTITY) : scale.lines(), order.length);
    }
}
