package dev.backflow.api;

import org.springframework.boot.jackson.JacksonComponent;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Writes arrays of numbers with null for what is no finite number, which JSON does not have. */
@JacksonComponent
class GapsJson {

    static class Floats extends ValueSerializer<float[]> {

        @Override
        public void serialize(float[] numbers, JsonGenerator json, SerializationContext context) {
            json.writeStartArray();
            for (float number : numbers) {
                if (Float.isFinite(number)) {
                    json.writeNumber(number);
                } else {
                    json.writeNull();
                }
            }
            json.writeEndArray();
        }
    }

    static class Doubles extends ValueSerializer<double[]> {

        @Override
        public void serialize(double[] numbers, JsonGenerator json, SerializationContext context) {
            json.writeStartArray();
            for (double number : numbers) {
                if (Double.isFinite(number)) {
                    json.writeNumber(number);
                } else {
                    json.writeNull();
                }
            }
            json.writeEndArray();
        }
    }
}
