package dev.backflow.datasets;

import dev.backflow.spec.GivenName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a CSV file holds, found by reading all of it once.
 *
 * @param rows below the header
 */
public record CsvProfile(Separator separator, int rows, List<CsvColumn> columns) {

    private static final int MOST_ROWS = 1_000_000;

    /**
     * Reads a file.
     *
     * @param given null to find it in the header
     * @throws BadCsvException if it is not a table
     */
    public static CsvProfile of(byte[] bytes, @Nullable Separator given) {
        String text = CsvText.of(bytes);
        Separator separator = given == null ? Separator.of(text) : given;
        List<ColumnScan> scans = new ArrayList<>();
        int[] rows = {0};
        List<String> header = new CsvTable(text, separator).read((line, cells) -> {
            if (++rows[0] > MOST_ROWS) {
                throw new BadCsvException(line, 1, null, "must be at most row " + MOST_ROWS);
            }
            for (int i = 0; i < cells.size(); i++) {
                if (scans.size() <= i) {
                    scans.add(new ColumnScan());
                }
                scans.get(i).add(line, cells.get(i));
            }
        });
        if (rows[0] == 0) {
            throw new BadCsvException(2, 1, null, "must be a row of values; there is nothing below the header");
        }
        refuseHidden(header);
        return new CsvProfile(
                separator,
                rows[0],
                IntStream.range(0, header.size())
                        .mapToObj(i -> scans.get(i).column(header.get(i), i))
                        .toList());
    }

    /** Only of new files: those stored by earlier versions stay readable. */
    private static void refuseHidden(List<String> header) {
        for (int i = 0; i < header.size(); i++) {
            Optional<String> objection = GivenName.hidden(header.get(i));
            if (objection.isPresent()) {
                throw new BadCsvException(1, i + 1, CsvTable.shortened(header.get(i)), objection.get());
            }
        }
    }

    public List<String> names() {
        return columns.stream().map(CsvColumn::name).toList();
    }

    Optional<CsvColumn> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }
}
