package dev.backflow.datasets;

import dev.backflow.spec.Check;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/** Numbers that were written out: checked to the place, copied, made a matrix. */
final class NumberTable {

    private NumberTable() {}

    /** A copy of {@code row}, in which every number is finite in single precision. */
    static List<Double> row(String path, List<Double> row) {
        Check.require(row != null, path, null, "must be a list of numbers");
        for (int i = 0; i < row.size(); i++) {
            String place = path + "/" + i;
            Double number = row.get(i);
            Check.require(number != null, place, null, "must be a number");
            Check.finite(place, number);
        }
        return List.copyOf(row);
    }

    /** A copy of {@code rows}, all as long as the first and at least one number long. */
    static List<List<Double>> table(String path, List<List<Double>> rows) {
        Check.require(rows != null, path, null, "must be a list of rows");
        Check.notEmpty(path, rows, "no rows", "must have at least one row");
        int columns = row(path + "/0", rows.get(0)).size();
        checkSize(path, rows.size(), columns);
        List<List<Double>> copy = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            String place = path + "/" + i;
            List<Double> row = row(place, rows.get(i));
            Check.require(
                    row.size() == columns,
                    place,
                    row.size() + " numbers",
                    "must have as many numbers as the first row, " + columns);
            copy.add(row);
        }
        return List.copyOf(copy);
    }

    private static void checkSize(String path, int rows, int columns) {
        Check.require(columns > 0, path + "/0", columns + " numbers", "must have at least one number");
        int most = Integer.MAX_VALUE / columns; // numbers of one array
        Check.require(rows <= most, path, rows + " rows", "must have at most " + most + " rows of this length");
    }

    static FMatrixRMaj matrix(List<List<Double>> rows) {
        int columns = rows.get(0).size();
        FMatrixRMaj matrix = new FMatrixRMaj(rows.size(), columns);
        int next = 0;
        for (List<Double> row : rows) {
            for (double number : row) {
                matrix.data[next++] = (float) number;
            }
        }
        return matrix;
    }
}
