package dev.backflow.exports;

import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** A line of JSON for each row. What there is not, or is not finite, is null. */
final class TableNdjsonWriter implements TableWriter {

    private final JsonGenerator json;

    TableNdjsonWriter(OutputStream out) {
        json = JsonRows.lines(out);
    }

    @Override
    public void write(Map<String, ? extends @Nullable Object> row) {
        value(row);
        json.writeRaw('\n');
    }

    private void value(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            map.forEach((name, inner) -> {
                json.writeName(String.valueOf(name));
                value(inner);
            });
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            list.forEach(this::value);
            json.writeEndArray();
        } else if (value instanceof Double number && Double.isFinite(number)) {
            json.writeNumber(number);
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof String words) {
            json.writeString(words);
        } else {
            json.writeNull();
        }
    }

    @Override
    public void close() {
        json.flush();
    }
}
