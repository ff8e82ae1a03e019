package dev.backflow.api;

import java.util.Iterator;
import java.util.Set;
import org.springframework.boot.jackson.JacksonComponent;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ser.PropertyWriter;

/** Writes the chosen fields of a view in the view's order. */
@JacksonComponent
class SomeJson extends ValueSerializer<Some<?>> {

    @Override
    public void serialize(Some<?> some, JsonGenerator json, SerializationContext context) {
        Set<String> fields = some.fields();
        json.writeStartObject();
        Iterator<PropertyWriter> properties =
                context.findValueSerializer(some.all().getClass()).properties();
        while (properties.hasNext()) {
            PropertyWriter property = properties.next();
            if (fields == null || fields.contains(property.getName())) {
                write(property, some.all(), json, context);
            }
        }
        json.writeEndObject();
    }

    private static void write(PropertyWriter property, Object view, JsonGenerator json, SerializationContext context) {
        try {
            property.serializeAsProperty(view, json, context);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw DatabindException.from(json, property.getName() + " cannot be read", e);
        }
    }
}
