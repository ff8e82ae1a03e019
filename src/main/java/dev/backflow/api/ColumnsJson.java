package dev.backflow.api;

import dev.backflow.recording.Axis;
import dev.backflow.series.Columns;
import org.springframework.boot.jackson.JacksonComponent;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Writes the numbers of columns, the axis before them, with null for what is no finite number. */
@JacksonComponent
class ColumnsJson extends ValueSerializer<Columns> {

    /**
     * What a column is called where the axis is a column too; runs older than the reserved names may have a layer
     * "epoch".
     */
    static String key(String column) {
        boolean isAxis = column.equals(Axis.EPOCH.wireName()) || column.equals(Axis.STEP.wireName());
        return isAxis ? "layer." + column : column;
    }

    @Override
    public void serialize(Columns columns, JsonGenerator json, SerializationContext context) {
        json.writeStartObject();
        json.writeArrayPropertyStart(columns.axis().wireName());
        for (int place : columns.places()) {
            json.writeNumber(place);
        }
        json.writeEndArray();
        if (columns.axis() == Axis.STEP) {
            context.defaultSerializeProperty(Axis.EPOCH.wireName(), columns.epochs(), json);
        }
        columns.columns().forEach((name, values) -> context.defaultSerializeProperty(key(name), values, json));
        json.writeEndObject();
    }
}
