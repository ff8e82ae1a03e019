package dev.backflow.api.openapi;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes the parts that schemas are made of, in JSON Schema 2020-12. */
final class JsonSchemas {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final Map<Class<?>, List<String>> SCALARS = Map.of(
            Integer.class, List.of("integer", "int32"),
            Long.class, List.of("integer", "int64"),
            Double.class, List.of("number", "double"),
            Float.class, List.of("number", "float"),
            Number.class, List.of("number"),
            Boolean.class, List.of("boolean"),
            Instant.class, List.of("string", "date-time"));

    private JsonSchemas() {}

    static ObjectNode scalar(Class<?> type) {
        ObjectNode schema = JSON.objectNode();
        if (type == String.class) {
            return schema.put("type", "string");
        }
        List<String> scalar = SCALARS.getOrDefault(ClassUtils.resolvePrimitiveIfNecessary(type), List.of());
        if (!scalar.isEmpty()) {
            schema.put("type", scalar.get(0));
        }
        return scalar.size() > 1 ? schema.put("format", scalar.get(1)) : schema;
    }

    /** Of numbers in arrays, each of which may be null. */
    static ObjectNode gaps(Class<?> type) {
        return type.isArray() ? array(gaps(type.getComponentType())) : orNull(scalar(type));
    }

    static void describe(ObjectNode schema, String description) {
        if (!description.isEmpty()) {
            schema.put("description", description);
        }
    }

    static ObjectNode words(Stream<String> words) {
        ObjectNode schema = JSON.objectNode().put("type", "string");
        words.forEach(schema.putArray("enum")::add);
        return schema;
    }

    static ObjectNode array(ObjectNode items) {
        return JSON.objectNode().put("type", "array").set("items", items);
    }

    static ObjectNode map(ObjectNode values) {
        return JSON.objectNode().put("type", "object").set("additionalProperties", values);
    }

    static ObjectNode orNull(ObjectNode schema) {
        if (!schema.has("type") || schema.has("enum")) {
            ObjectNode either = JSON.objectNode();
            either.putArray("oneOf").add(schema).addObject().put("type", "null");
            return schema.isEmpty() ? schema : either;
        }
        JsonNode type = schema.remove("type");
        schema.putArray("type").add(type).add("null");
        return schema;
    }
}
