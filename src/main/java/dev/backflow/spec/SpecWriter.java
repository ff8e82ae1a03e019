package dev.backflow.spec;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes records as the JSON from which {@link SpecReader} reads equal ones, with every default filled in. */
public final class SpecWriter {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SpecWriter() {}

    /** The object; members of families have their {@code type} first, components that are not set are left out. */
    public static ObjectNode write(Record spec) {
        ObjectNode object = JSON.objectNode();
        if (Vocabulary.isMember(spec.getClass())) {
            object.put("type", WireNames.of(spec.getClass()));
        }
        for (RecordComponent component : Records.components(spec.getClass())) {
            Object value = Records.value(component, spec);
            if (value instanceof Record part && component.isAnnotationPresent(Unwrapped.class)) {
                object.setAll(write(part));
            } else if (value != null) {
                object.set(WireNames.of(component), write(value));
            }
        }
        return object;
    }

    private static JsonNode write(Object value) {
        if (value instanceof Record scalar && scalar.getClass().isAnnotationPresent(Scalar.class)) {
            return write(Objects.requireNonNull(
                    Records.value(Records.components(scalar.getClass()).get(0), scalar)));
        }
        if (value instanceof Record spec) {
            return write(spec);
        }
        if (value instanceof JsonNode json) {
            return json;
        }
        if (value instanceof List<?> list) {
            ArrayNode array = JSON.arrayNode(list.size());
            list.forEach(element -> array.add(write(element)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = JSON.objectNode();
            map.forEach((key, element) -> object.set((String) key, write(element)));
            return object;
        }
        if (value instanceof Enum<?> constant) {
            return JSON.stringNode(WireNames.of(constant));
        }
        return writeScalar(value);
    }

    private static JsonNode writeScalar(Object value) {
        if (value instanceof String text) {
            return JSON.stringNode(text);
        }
        if (value instanceof Boolean flag) {
            return JSON.booleanNode(flag);
        }
        if (value instanceof Integer number) {
            return JSON.numberNode(number);
        }
        if (value instanceof Long number) {
            return JSON.numberNode(number);
        }
        return JSON.numberNode((Double) value);
    }
}
