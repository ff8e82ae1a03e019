package dev.backflow.exports;

import dev.backflow.recording.Axis;
import dev.backflow.storage.RecordedBlock;
import dev.backflow.storage.RecordedRun;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;

/** A line for each epoch, then one for each step inside them, which holds an object of {@link JsonRows}. */
public final class NdjsonWriter implements ExportWriter {

    public static final ExportFormat FORMAT = new ExportFormat(
            "application/x-ndjson",
            "{run}.ndjson",
            (export, out) -> new NdjsonWriter(export.recording(), out),
            Axis.EPOCH,
            Axis.STEP);

    private final JsonGenerator json;
    private final JsonRows rows;

    NdjsonWriter(RecordedRun run, OutputStream out) {
        json = JsonRows.generator(out);
        rows = new JsonRows(json, run);
    }

    @Override
    public void write(RecordedBlock block) {
        for (int i = 0; i < block.places().length; i++) {
            rows.write(block, i);
            json.writeRaw('\n');
        }
    }

    @Override
    public void close() {
        json.flush();
    }
}
