package dev.backflow.exports;

import dev.backflow.storage.RecordedRun;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Tidy rows (RFC 4180): {@code run_id, run_name}, then what a number belongs to, then the number. */
abstract class TidyCsvWriter implements ExportWriter {

    private final CSVPrinter csv;
    private final String id;
    private final String name;

    /** @param columns after {@code run_id} and {@code run_name} */
    TidyCsvWriter(RecordedRun run, OutputStream out, String... columns) throws IOException {
        id = run.id();
        name = SafeCell.text(run.name());
        csv = printer(out);
        csv.printRecord(Stream.concat(Stream.of("run_id", "run_name"), Stream.of(columns)));
    }

    static CSVPrinter printer(OutputStream out) throws IOException {
        return new CSVPrinter(
                new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16), CSVFormat.RFC4180);
    }

    final void row(Object... cells) throws IOException {
        csv.print(id);
        csv.print(name);
        csv.printRecord(cells);
    }

    @Override
    public final void close() throws IOException {
        csv.flush();
    }
}
