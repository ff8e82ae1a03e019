package dev.backflow.series;

import dev.backflow.storage.EpochBlock;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;

/** A line for each epoch, which holds an object of {@link JsonEpochs}. */
final class NdjsonWriter implements EpochWriter {

    private final JsonGenerator json;

    NdjsonWriter(OutputStream out) {
        json = JsonEpochs.generator(out);
    }

    @Override
    public void write(EpochBlock block) {
        for (int i = 0; i < block.epochs().length; i++) {
            JsonEpochs.write(json, block, i);
            json.writeRaw('\n');
        }
    }

    @Override
    public void close() {
        json.flush();
    }
}
