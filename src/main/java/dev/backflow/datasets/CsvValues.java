package dev.backflow.datasets;

import java.util.List;

/** The values of one column in the rows that are used. */
sealed interface CsvValues permits NumericValues, CategoricalValues {

    void add(String cell);

    /** The different values as texts, in order. */
    List<String> categories();

    /** For each row the place of its value among {@link #categories}. */
    int[] codes();

    /**
     * None yet, of as many as there are rows in the file.
     *
     * @param path where the spec names the column
     */
    static CsvValues of(CsvColumn column, String path, int rows) {
        return column.type() == CsvColumn.Type.NUMERIC
                ? new NumericValues(column.name(), path, rows)
                : new CategoricalValues(column.name(), path, rows);
    }
}
