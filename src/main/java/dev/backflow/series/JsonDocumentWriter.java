package dev.backflow.series;

import dev.backflow.storage.EpochBlock;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** One document: {@code {"run": …, "epochs": […]}}, the epochs as {@link JsonEpochs} writes them. */
final class JsonDocumentWriter implements EpochWriter {

    private final JsonGenerator json;

    /** @param run as clients see it */
    JsonDocumentWriter(JsonNode run, OutputStream out) {
        json = JsonEpochs.generator(out);
        json.writeStartObject();
        json.writeName("run");
        json.writeRawValue(run.toString());
        json.writeArrayPropertyStart("epochs");
    }

    @Override
    public void write(EpochBlock block) {
        for (int i = 0; i < block.epochs().length; i++) {
            JsonEpochs.write(json, block, i);
        }
    }

    @Override
    public void close() {
        json.writeEndArray();
        json.writeEndObject();
        json.flush();
    }
}
