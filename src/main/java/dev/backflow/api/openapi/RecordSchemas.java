package dev.backflow.api.openapi;

import static dev.backflow.api.openapi.JsonSchemas.array;
import static dev.backflow.api.openapi.JsonSchemas.describe;
import static dev.backflow.api.openapi.JsonSchemas.gaps;
import static dev.backflow.api.openapi.JsonSchemas.map;
import static dev.backflow.api.openapi.JsonSchemas.orNull;
import static dev.backflow.api.openapi.JsonSchemas.scalar;
import static dev.backflow.api.openapi.JsonSchemas.words;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.backflow.api.Rows;
import dev.backflow.api.Some;
import dev.backflow.series.Columns;
import dev.backflow.spec.Column;
import dev.backflow.spec.Markdown;
import dev.backflow.spec.Vocabulary;
import dev.backflow.spec.Vocabulary.Field;
import dev.backflow.spec.WireNames;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON Schema (2020-12) of records, read off the records themselves by the rules of {@link
 * dev.backflow.spec.SpecReader}: names, members of families and defaults from {@link Vocabulary}, descriptions from
 * javadoc, bounds from what the constructors check. Null is allowed where the default is null or the type is {@link
 * Nullable}.
 */
final class RecordSchemas {

    static final String COMPONENTS = "#/components/schemas/";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, ObjectNode> components = new TreeMap<>();
    private final Map<String, Class<?>> named = new HashMap<>();

    /** What {@link #of} has referred to so far, by name. */
    Map<String, ObjectNode> components() {
        return components;
    }

    /** The schema of a type; records and families are components, to which it refers. */
    ObjectNode of(AnnotatedType type) {
        ObjectNode schema = plain(type);
        return type.isAnnotationPresent(Nullable.class) ? orNull(schema) : schema;
    }

    private ObjectNode plain(AnnotatedType type) {
        if (type instanceof AnnotatedArrayType array) {
            return array(of(array.getAnnotatedGenericComponentType()));
        }
        if (type instanceof AnnotatedParameterizedType generic) {
            AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
            Type raw = ((ParameterizedType) generic.getType()).getRawType();
            if (raw == List.class) {
                return array(of(arguments[0]));
            }
            if (raw == Some.class) {
                return some((Class<?>) arguments[0].getType());
            }
            return raw == Map.class ? map(of(arguments[1])) : record((Class<?>) raw, of(arguments[0]));
        }
        return type.getType() instanceof Class<?> simple ? of(simple) : JSON.objectNode();
    }

    /** The same fields, each of which may be missing. */
    private ObjectNode some(Class<?> type) {
        of(type);
        String name = name(type);
        ObjectNode schema = Objects.requireNonNull(components.get(name)).deepCopy();
        schema.remove("required");
        components.put(name + "Fields", schema);
        return JSON.objectNode().put("$ref", COMPONENTS + name + "Fields");
    }

    ObjectNode of(Class<?> type) {
        if (type.isEnum()) { // one whose constants have bodies is sealed as well
            return words(Vocabulary.constants(type).keySet().stream());
        }
        if (type == Columns.class || type == Rows.class) { // dev.backflow.api.ColumnsJson writes them
            ObjectNode number = orNull(scalar(Number.class));
            return type == Columns.class ? map(array(number)) : array(map(number));
        }
        if (type.isSealed() || type.isRecord()) {
            return component(type, () -> type.isSealed() ? family(type) : record(type, null));
        }
        return scalar(type);
    }

    private ObjectNode component(Class<?> type, Supplier<ObjectNode> schema) {
        String name = name(type);
        Class<?> same = named.putIfAbsent(name, type);
        if (same == null) {
            components.put(name, schema.get());
        } else if (same != type) {
            throw new IllegalStateException(name + " is the name of the schemas of " + same + " and " + type);
        }
        return JSON.objectNode().put("$ref", COMPONENTS + name);
    }

    /** One of its words alone, an object with a {@code type} or, in some, a number. */
    private ObjectNode family(Class<?> family) {
        ObjectNode schema = JSON.objectNode();
        schema.put("description", Markdown.summary(family));
        ArrayNode choices = schema.putArray("oneOf");
        Collection<Class<?>> members = Vocabulary.members(family).values();
        Vocabulary.scalar(family).ifPresent(number -> choices.add(scalarMember(number)));
        ObjectNode alone = words(members.stream()
                .filter(RecordSchemas::needsNothing)
                .flatMap(member -> Vocabulary.namesOf(member).stream()));
        if (!alone.get("enum").isEmpty()) {
            choices.add(alone.put("description", "Alone, with every default"));
        }
        members.forEach(member -> choices.add(component(member, () -> member(member))));
        return schema;
    }

    private static boolean needsNothing(Class<?> member) {
        return Vocabulary.fields(member).values().stream().allMatch(Field::isOptional);
    }

    private ObjectNode scalarMember(Class<?> member) {
        RecordComponent number = member.getRecordComponents()[0];
        ObjectNode schema = of(number.getAnnotatedType());
        bound(schema, WireNames.of(number), CheckedBounds.of(member));
        describe(schema, Markdown.of(member));
        return schema;
    }

    private ObjectNode member(Class<?> member) {
        ObjectNode schema = record(member, null);
        ObjectNode properties = JSON.objectNode();
        List<String> names = Vocabulary.namesOf(member);
        if (names.size() == 1) {
            properties.putObject("type").put("type", "string").put("const", names.get(0));
        } else {
            properties.set("type", words(names.stream()));
        }
        properties.setAll((ObjectNode) schema.get("properties"));
        schema.set("properties", properties);
        if (!Vocabulary.isImplied(member)) {
            schema.withArray("required").insert(0, "type");
        }
        return schema;
    }

    /** @param argument what the record's type parameter stands for, if it has one */
    private ObjectNode record(Class<?> type, @Nullable ObjectNode argument) {
        ObjectNode schema = JSON.objectNode().put("type", "object");
        describe(schema, Markdown.of(type));
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JSON.arrayNode();
        Map<Class<?>, Map<String, ObjectNode>> bounds = new HashMap<>();
        Vocabulary.fields(type).forEach((name, field) -> {
            ObjectNode property =
                    argument != null && isListOfParameter(field.component()) ? array(argument) : property(field);
            bound(property, name, bounds.computeIfAbsent(field.component().getDeclaringRecord(), CheckedBounds::of));
            describe(property, Markdown.of(field.component()));
            properties.set(name, property);
            if (!mayBeMissing(field)) {
                required.add(name);
            }
        });
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema.put("additionalProperties", false);
    }

    private static void bound(ObjectNode schema, String path, Map<String, ObjectNode> bounds) {
        bounds.getOrDefault(path, JSON.objectNode()).properties().forEach(bound -> {
            String keyword = schema.has("items") ? bound.getKey().replace("imum", "Items") : bound.getKey();
            schema.set(keyword, bound.getValue()); // what is checked of a list as a number is how long it is
        });
        for (String inner : List.of("items", "additionalProperties")) {
            if (schema.get(inner) instanceof ObjectNode part) {
                bound(part, path + "/*", bounds);
            }
        }
    }

    private ObjectNode property(Field field) {
        RecordComponent component = field.component();
        Schema written = component.getAccessor().getAnnotation(Schema.class);
        if (written != null && written.nullable()) {
            ObjectNode schema = gaps(component.getType());
            return isNullable(component) ? orNull(schema) : schema;
        }
        if (written != null) {
            ObjectNode schema =
                    written.implementation() == Map.class ? map(scalar(String.class)) : of(written.implementation());
            schema = component.getType() == List.class ? array(schema) : schema;
            return isNullable(component) ? orNull(schema) : schema;
        }
        if (field.mayBeUnset()) {
            return orNull(plain(component.getAnnotatedType()));
        }
        ObjectNode plain = plain(component.getAnnotatedType());
        if (component.isAnnotationPresent(Column.class)) {
            plain.withObject("items").putArray("type").add("array").add("number");
        }
        ObjectNode schema = isNullable(component) ? orNull(plain) : plain;
        return field.isOptional() ? schema.set("default", field.defaultValue()) : schema;
    }

    /** Null is never written where it is left out. */
    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                && !leavesOutNull(component.getAccessor())
                && !leavesOutNull(component.getDeclaringRecord());
    }

    private static boolean mayBeMissing(Field field) {
        RecordComponent component = field.component();
        return field.isOptional()
                || leavesOutNull(component.getAccessor())
                || leavesOutNull(component.getDeclaringRecord());
    }

    private static boolean leavesOutNull(AnnotatedElement element) {
        JsonInclude include = element.getAnnotation(JsonInclude.class);
        return include != null && include.value() == JsonInclude.Include.NON_NULL;
    }

    private static boolean isListOfParameter(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType list
                && list.getActualTypeArguments()[0] instanceof TypeVariable;
    }

    /** {@code LayerSpec} is called so; {@code Model.Layer} is ModelLayer, {@code RunView.Status} is RunStatus. */
    private static String name(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        String name = type.getSimpleName().replaceFirst("View$", "");
        return outer == null ? name : name(outer) + name;
    }
}
