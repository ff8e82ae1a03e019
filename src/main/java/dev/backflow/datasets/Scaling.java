package dev.backflow.datasets;

/**
 * How a column of numbers is moved and stretched before a network sees it: x ↦ (x − shift) / divisor, both of them
 * found on the rows that are trained on and applied to all. A column in which these rows are all the same becomes zero
 * there.
 */
public enum Scaling {
    /** As they are. */
    NONE,
    /** To mean 0 and (population) standard deviation 1; scikit-learn's {@code StandardScaler}. */
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
    }

    /** @param rows of the column that are trained on, at least one */
    Line fit(NumericValues column, int[] rows) {
        return switch (this) {
            case NONE -> Line.IDENTITY;
            case STANDARDISE -> standardising(column, rows);
            case MIN_MAX -> spanning(column, rows);
        };
    }

    /** In one pass, by Welford's method (Technometrics 4(3), 1962). */
    private static Line standardising(NumericValues column, int[] rows) {
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < rows.length; i++) {
            double delta = column.at(rows[i]) - mean;
            mean += delta / (i + 1);
            squares += delta * (column.at(rows[i]) - mean);
        }
        double std = Math.sqrt(squares / rows.length);
        return new Line(mean, std > 0 ? std : 1);
    }

    private static Line spanning(NumericValues column, int[] rows) {
        double least = column.at(rows[0]);
        double most = least;
        for (int row : rows) {
            least = Math.min(least, column.at(row));
            most = Math.max(most, column.at(row));
        }
        return new Line(least, most > least ? most - least : 1);
    }
}
