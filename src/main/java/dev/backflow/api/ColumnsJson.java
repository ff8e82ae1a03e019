package dev.backflow.api;

import dev.backflow.recording.Axis;
import dev.backflow.series.Columns;
import org.springframework.boot.jackson.JacksonComponent;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Writes the numbers of columns, the axis before them, with null for what is no finite number. */
@JacksonComponent
class ColumnsJson {

    static class ByColumn extends ValueSerializer<Columns> {

        @Override
        public void serialize(Columns columns, JsonGenerator json, SerializationContext context) {
            json.writeStartObject();
            json.writeName(columns.axis().wireName());
            json.writeArray(columns.places(), 0, columns.rows());
            if (columns.axis() == Axis.STEP) {
                context.defaultSerializeProperty(Axis.EPOCH.wireName(), columns.epochs(), json);
            }
            columns.columns()
                    .forEach((name, values) -> context.defaultSerializeProperty(Columns.key(name), values, json));
            json.writeEndObject();
        }
    }

    static class ByRow extends ValueSerializer<Rows> {

        @Override
        public void serialize(Rows rows, JsonGenerator json, SerializationContext context) {
            Columns columns = rows.columns();
            json.writeStartArray();
            for (int i = 0; i < columns.rows(); i++) {
                int row = i;
                json.writeStartObject();
                json.writeNumberProperty(columns.axis().wireName(), columns.places()[row]);
                if (columns.axis() == Axis.STEP) {
                    json.writeNumberProperty(Axis.EPOCH.wireName(), columns.epochs()[row]);
                }
                columns.columns().forEach((name, values) -> write(json, Columns.key(name), values[row]));
                json.writeEndObject();
            }
            json.writeEndArray();
        }

        private static void write(JsonGenerator json, String name, double value) {
            if (Double.isFinite(value)) {
                json.writeNumberProperty(name, value);
            } else {
                json.writeNullProperty(name);
            }
        }
    }
}
