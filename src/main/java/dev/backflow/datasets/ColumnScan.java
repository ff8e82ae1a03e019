package dev.backflow.datasets;

import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds out what a column is, value by value. */
final class ColumnScan {

    private static final int MOST_SHOWN = 20;
    private static final int LONGEST_SHOWN = 100;

    private final TreeSet<String> categories = new TreeSet<>();
    private boolean few = true;
    private boolean numeric = true;
    private int missing;
    private int present;
    private long tooLargeOn;
    private @Nullable String tooLarge;

    void add(long line, String cell) {
        if (Cell.isMissing(cell)) {
            missing++;
            return;
        }
        present++;
        numeric &= Cell.isNumber(cell);
        if (numeric && tooLarge == null && !Float.isFinite((float) Cell.number(cell))) {
            tooLargeOn = line;
            tooLarge = cell;
        }
        if (few) {
            categories.add(cell);
            few = categories.size() <= MOST_SHOWN && cell.length() <= LONGEST_SHOWN;
        }
    }

    /** @param index of the column, from 0 */
    CsvColumn column(String name, int index) {
        if (present > 0 && numeric && tooLarge != null) {
            throw new BadCsvException(tooLargeOn, index + 1, tooLarge, "is too large for single precision");
        }
        boolean numbers = present > 0 && numeric;
        return new CsvColumn(
                name,
                numbers ? CsvColumn.Type.NUMERIC : CsvColumn.Type.CATEGORICAL,
                missing,
                numbers || !few ? null : List.copyOf(categories));
    }
}
