package dev.backflow.datasets;

import dev.backflow.spec.Alias;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;

/**
 * How a column of numbers is moved and stretched before a network sees it: x ↦ (x − shift) / divisor, both of them
 * found on the rows that are trained on and applied to all. A column in which these rows are all the same becomes zero
 * there.
 */
public enum Scaling {
    /** As they are. */
    NONE,
    /** To mean 0 and (population) standard deviation 1; scikit-learn's {@code StandardScaler}. */
    @Alias({"standard", "standardize"})
    STANDARDISE,
    /** To 0 … 1; scikit-learn's {@code MinMaxScaler}. */
    MIN_MAX;

    /**
     * Two numbers that place a column.
     *
     * @param shift what becomes 0
     * @param divisor how far from there 1 is
     */
    public record Line(double shift, double divisor) {

        static final Line IDENTITY = new Line(0, 1);

        float at(double x) {
            return (float) ((x - shift) / divisor);
        }

        float back(float scaled) {
            return (float) (scaled * divisor + shift);
        }
    }

    /** Numbers in rows and columns, in the precision in which they are known. */
    @FunctionalInterface
    interface Table {

        double at(int row, int column);

        /** All of them as a network sees them, a line for each column. */
        default FMatrixRMaj along(List<Line> lines, int rows) {
            FMatrixRMaj scaled = new FMatrixRMaj(rows, lines.size());
            for (int row = 0, next = 0; row < rows; row++) {
                for (int column = 0; column < lines.size(); column++) {
                    scaled.data[next++] = lines.get(column).at(at(row, column));
                }
            }
            return scaled;
        }
    }

    /** @param rows from the first, that are trained on; at least one */
    List<Line> fit(Table table, int columns, int rows) {
        return IntStream.range(0, columns)
                .mapToObj(column -> fit(row -> table.at(row, column), rows))
                .toList();
    }

    /** The same of one column. */
    Line fit(IntToDoubleFunction column, int rows) {
        return switch (this) {
            case NONE -> Line.IDENTITY;
            case STANDARDISE -> standardising(column, rows);
            case MIN_MAX -> spanning(column, rows);
        };
    }

    /** In one pass, by Welford's method (Technometrics 4(3), 1962). */
    private static Line standardising(IntToDoubleFunction column, int rows) {
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < rows; i++) {
            double x = column.applyAsDouble(i);
            double delta = x - mean;
            mean += delta / (i + 1);
            squares += delta * (x - mean);
        }
        double std = Math.sqrt(squares / rows);
        return new Line(mean, std > 0 ? std : 1);
    }

    private static Line spanning(IntToDoubleFunction column, int rows) {
        double least = column.applyAsDouble(0);
        double most = least;
        for (int i = 1; i < rows; i++) {
            least = Math.min(least, column.applyAsDouble(i));
            most = Math.max(most, column.applyAsDouble(i));
        }
        return new Line(least, most > least ? most - least : 1);
    }
}
