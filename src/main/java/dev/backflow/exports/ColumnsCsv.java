package dev.backflow.exports;

import dev.backflow.recording.Axis;
import dev.backflow.series.Columns;
import dev.backflow.series.NonFinite;
import dev.backflow.series.NumberText;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVPrinter;

/**
 * Columns as a table (RFC 4180): a header, then a row for each place, {@code epoch} first, with {@code step} before it
 * along steps. A number that is not finite is written {@code NaN}, {@code Infinity} or {@code -Infinity}; where nothing
 * was there to measure the cell is empty.
 */
public final class ColumnsCsv {

    private final Columns columns;
    private final Set<Map.Entry<String, Double>> measured = new HashSet<>();

    private ColumnsCsv(Columns columns) {
        this.columns = columns;
        for (NonFinite note : columns.nonFinite()) {
            if (note.value() != null) {
                measured.add(Map.entry(note.column(), note.epoch()));
            }
        }
    }

    /** Writes while it reads; does not close. */
    public static void write(Columns columns, OutputStream out) throws IOException {
        CSVPrinter csv = TidyCsvWriter.printer(out);
        new ColumnsCsv(columns).write(csv);
        csv.flush();
    }

    private void write(CSVPrinter csv) throws IOException {
        boolean steps = columns.axis() == Axis.STEP;
        csv.print(columns.axis().wireName());
        if (steps) {
            csv.print(Axis.EPOCH.wireName());
        }
        for (String name : columns.columns().keySet()) {
            csv.print(SafeCell.text(Columns.key(name)));
        }
        csv.println();
        for (int row = 0; row < columns.rows(); row++) {
            csv.print(columns.places()[row]);
            if (steps) {
                csv.print(NumberText.text(columns.epochs()[row]));
            }
            for (Map.Entry<String, double[]> column : columns.columns().entrySet()) {
                csv.print(cell(column.getKey(), row, column.getValue()[row]));
            }
            csv.println();
        }
    }

    private String cell(String column, int row, double value) {
        boolean gap = Double.isNaN(value) && !measured.contains(Map.entry(column, columns.epochs()[row]));
        return gap ? "" : NumberText.text(value);
    }
}
