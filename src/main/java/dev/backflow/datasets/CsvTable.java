package dev.backflow.datasets;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Goes through a text line by line, the first of which is the header; all others are as long as it. */
final class CsvTable {

    /** Sees the rows below the header in their order. */
    interface Visitor {

        /**
         * @param line of the file, on which the row begins
         * @param cells one for each column
         */
        void row(long line, List<String> cells);
    }

    private static final int SHOWN = 60;

    private final String text;
    private final Separator separator;

    CsvTable(String text, Separator separator) {
        this.text = text;
        this.separator = separator;
    }

    /**
     * Reads all of it.
     *
     * @return the header
     * @throws BadCsvException at the first place that is wrong; the rows before it have been seen
     */
    List<String> read(Visitor visitor) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator.character())
                .setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(true)
                .get();
        long line = 1;
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            List<String> header = null;
            for (var rows = parser.iterator(); rows.hasNext(); line = parser.getCurrentLineNumber() + 1) {
                CSVRecord row = rows.next();
                long begin = Math.max(line, parser.getCurrentLineNumber() - breaks(row));
                if (header == null) {
                    header = CsvHeader.checked(begin, row.toList());
                } else {
                    visitor.row(begin, sameLength(begin, row.toList(), header.size()));
                }
            }
            return header == null ? CsvHeader.checked(1, List.of()) : header;
        } catch (UncheckedIOException e) {
            throw new BadCsvException(
                    line,
                    1,
                    null,
                    "has quotes that do not match; a value in quotes must end with one, and quotes inside it are doubled");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Line breaks inside of values. */
    private static long breaks(CSVRecord row) {
        return row.stream()
                .mapToLong(cell -> cell.lines().count() + (cell.endsWith("\n") ? 1 : 0))
                .map(lines -> Math.max(0, lines - 1))
                .sum();
    }

    private static List<String> sameLength(long line, List<String> row, int columns) {
        if (row.size() != columns) {
            throw new BadCsvException(
                    line,
                    Math.min(row.size(), columns) + 1,
                    row.size() > columns ? shortened(row.get(columns)) : null,
                    "must have as many values as the header, " + columns + ", but has " + row.size());
        }
        return row;
    }

    static String shortened(String cell) {
        return cell.length() <= SHOWN ? cell : cell.substring(0, SHOWN) + "…";
    }
}
