package dev.backflow.datasets;

import dev.backflow.engine.Examples;
import dev.backflow.spec.WireNames;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;

/**
 * Examples as columns, {@code x0, x1, …} and {@code y0, y1, …}, as a scatter plot wants them.
 *
 * @param targetKind what the targets are: binary, one_hot, index, multi_label, probability, distribution or real
 * @param thinned whether there are more rows than these, which are then evenly spread over all
 */
public record Preview(String targetKind, boolean thinned, Map<String, float[]> columns) {

    /** The largest answer is some ten megabytes. */
    private static final int MOST_NUMBERS = 1_000_000;

    /** @param points rows at most; fewer if there are very many columns */
    public static Preview of(DatasetSpec spec, CsvFiles files, int points) {
        return LargeData.inTurn(spec, () -> made(spec, files, points));
    }

    private static Preview made(DatasetSpec spec, CsvFiles files, int points) {
        Examples examples = spec.load(files, spec.samples()).examples();
        int fitting = Math.max(1, MOST_NUMBERS / (spec.inputs() + spec.outputs()));
        int rows = Math.min(examples.size(), Math.min(points, fitting));
        Map<String, float[]> columns = new LinkedHashMap<>();
        add(columns, "x", examples.features(), rows);
        add(columns, "y", examples.targets(), rows);
        return new Preview(WireNames.of(spec.targetKind()), rows < examples.size(), columns);
    }

    private static void add(Map<String, float[]> columns, String letter, FMatrixRMaj matrix, int rows) {
        for (int j = 0; j < matrix.numCols; j++) {
            float[] column = new float[rows];
            for (int i = 0; i < rows; i++) {
                int row = (int) ((long) i * matrix.numRows / rows);
                column[i] = matrix.get(row, j);
            }
            columns.put(letter + j, column);
        }
    }
}
