package dev.backflow.exports;

import dev.backflow.series.NumberText;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** A header and a row for each (RFC 4180). What there is not is empty; lists are separated by semicolons. */
final class TableCsvWriter implements TableWriter {

    private final List<String> columns;
    private final CSVPrinter csv;

    TableCsvWriter(List<String> columns, OutputStream out) throws IOException {
        this.columns = columns;
        csv = TidyCsvWriter.printer(out);
        csv.printRecord(columns);
    }

    @Override
    public void write(Map<String, ? extends @Nullable Object> row) throws IOException {
        Map<String, String> cells = new HashMap<>();
        row.forEach((name, value) -> {
            if (value instanceof Map<?, ?> part) {
                part.forEach((key, inner) -> cells.put(name + "." + key, text(inner)));
            } else {
                cells.put(name, text(value));
            }
        });
        csv.printRecord(columns.stream().map(column -> cells.getOrDefault(column, "")));
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Double number) {
            return NumberText.text(number);
        }
        if (value instanceof List<?> list) {
            return SafeCell.text(list.stream().map(String::valueOf).collect(Collectors.joining(";")));
        }
        return value == null ? "" : value instanceof String words ? SafeCell.text(words) : value.toString();
    }

    @Override
    public void close() throws IOException {
        csv.flush();
    }
}
