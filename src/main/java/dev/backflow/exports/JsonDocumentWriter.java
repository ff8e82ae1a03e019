package dev.backflow.exports;

import dev.backflow.recording.Axis;
import dev.backflow.storage.RecordedBlock;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;

/** One document: {@code {"run": …, "epochs": […], "steps": […]}}, epochs and steps as {@link JsonRows} writes them. */
public final class JsonDocumentWriter implements ExportWriter {

    public static final ExportFormat FORMAT = new ExportFormat(
            "application/json",
            "{run}.json",
            (export, out) -> new JsonDocumentWriter(export, out),
            Axis.EPOCH,
            Axis.STEP);

    private final JsonGenerator json;
    private final JsonRows rows;
    private boolean inSteps;

    JsonDocumentWriter(Export export, OutputStream out) {
        json = JsonRows.generator(out);
        rows = new JsonRows(json, export.recording());
        json.writeStartObject();
        json.writeName("run");
        json.writeRawValue(export.described().toString());
        json.writeArrayPropertyStart("epochs");
    }

    @Override
    public void write(RecordedBlock block) {
        if (block.axis() == Axis.STEP) {
            beginSteps();
        }
        for (int i = 0; i < block.places().length; i++) {
            rows.write(block, i);
        }
    }

    private void beginSteps() {
        if (!inSteps) {
            json.writeEndArray();
            json.writeArrayPropertyStart("steps");
            inSteps = true;
        }
    }

    @Override
    public void close() {
        beginSteps();
        json.writeEndArray();
        json.writeEndObject();
        json.flush();
    }
}
