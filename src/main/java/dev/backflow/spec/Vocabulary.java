package dev.backflow.spec;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/**
 * The names and defaults that specs are written in, read off the records themselves so that they stand in one place.
 */
public final class Vocabulary {

    private static final JsonMapper MAPPER = new JsonMapper();

    /**
     * A field of an object in JSON.
     *
     * @param component where its value goes
     * @param defaultValue what stands there when it is left out; null where it must not be, a JSON null for "not set"
     */
    public record Field(RecordComponent component, @Nullable JsonNode defaultValue) {

        public boolean isOptional() {
            return defaultValue != null;
        }

        public boolean mayBeUnset() {
            return defaultValue != null && defaultValue.isNull();
        }
    }

    private static final ClassValue<Map<String, Class<?>>> MEMBERS = new ClassValue<>() {
        @Override
        protected Map<String, Class<?>> computeValue(Class<?> family) {
            Map<String, Class<?>> members = new LinkedHashMap<>();
            collect(family, members);
            return Collections.unmodifiableMap(members);
        }
    };

    private static final ClassValue<Optional<Class<?>>> SCALARS = new ClassValue<>() {
        @Override
        protected Optional<Class<?>> computeValue(Class<?> family) {
            return Arrays.stream(family.getPermittedSubclasses())
                    .filter(member -> member.isAnnotationPresent(Scalar.class))
                    .findFirst();
        }
    };

    private static final ClassValue<Map<Dialect, Map<String, Field>>> FIELDS = new ClassValue<>() {
        @Override
        protected Map<Dialect, Map<String, Field>> computeValue(Class<?> type) {
            Map<Dialect, Map<String, Field>> fields = new EnumMap<>(Dialect.class);
            for (Dialect dialect : Dialect.values()) {
                fields.put(dialect, Collections.unmodifiableMap(read(type, dialect)));
            }
            return fields;
        }
    };

    private static final ClassValue<Map<String, Object>> CONSTANTS = new ClassValue<>() {
        @Override
        protected Map<String, Object> computeValue(Class<?> type) {
            Map<String, Object> constants = new LinkedHashMap<>();
            for (Object constant : type.getEnumConstants()) {
                constants.put(WireNames.of((Enum<?>) constant), constant);
                aliases((Enum<?>) constant).forEach(alias -> constants.put(alias, constant));
            }
            return Collections.unmodifiableMap(constants);
        }
    };

    private static final ClassValue<Kind> KINDS = new ClassValue<>() {
        @Override
        protected Kind computeValue(Class<?> type) {
            return new Kind(type.isSealed(), Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed));
        }
    };

    private record Kind(boolean isFamily, boolean isMember) {}

    private Vocabulary() {}

    /** Whether a type is a family, whose members are told apart by their {@code type}. */
    static boolean isFamily(Class<?> type) {
        return KINDS.get(type).isFamily();
    }

    /** Whether a record is a member of a family. */
    static boolean isMember(Class<?> type) {
        return KINDS.get(type).isMember();
    }

    /** The members of a sealed family by their {@code type}, in the order of their declaration; not the scalar one. */
    public static Map<String, Class<?>> members(Class<?> family) {
        return MEMBERS.get(family);
    }

    /**
     * The member of a sealed family that {@code name} stands for, its type or an {@link Alias}; null where none does.
     */
    public static @Nullable Class<?> member(Class<?> family, String name) {
        return members(family).values().stream()
                .filter(member -> namesOf(member).contains(name))
                .findFirst()
                .orElse(null);
    }

    /** The {@code type} of a member, under which it is stored, and then its aliases. */
    public static List<String> namesOf(Class<?> member) {
        List<String> names = new ArrayList<>(List.of(WireNames.of(member)));
        if (member.isAnnotationPresent(Alias.class)) {
            names.addAll(List.of(member.getAnnotation(Alias.class).value()));
        }
        return names;
    }

    private static void collect(Class<?> family, Map<String, Class<?>> members) {
        for (Class<?> member : family.getPermittedSubclasses()) {
            if (member.isSealed()) {
                collect(member, members);
            } else if (!member.isAnnotationPresent(Scalar.class)) {
                members.put(WireNames.of(member), member);
            }
        }
    }

    /** The constants of an enum by all words that are understood for them: their own, and those of an {@link Alias}. */
    public static Map<String, Object> constants(Class<?> type) {
        return CONSTANTS.get(type);
    }

    private static List<String> aliases(Enum<?> constant) {
        try {
            Alias alias = constant.getDeclaringClass().getField(constant.name()).getAnnotation(Alias.class);
            return alias == null ? List.of() : List.of(alias.value());
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e); // every constant is a field
        }
    }

    /** The words for the constants of an enum, under which they are stored. */
    public static List<String> words(Class<?> constants) {
        return Arrays.stream(constants.getEnumConstants())
                .map(constant -> WireNames.of((Enum<?>) constant))
                .toList();
    }

    /** Whether JSON is the number, or the map, that a {@link Scalar} is written as. */
    static boolean isWrittenAs(JsonNode json, Class<?> scalar) {
        return isMap(scalar) ? json.isObject() && !json.has("type") : json.isNumber();
    }

    static boolean isMap(Class<?> scalar) {
        return Records.components(scalar).get(0).getType() == Map.class;
    }

    /** The member of a sealed family that is written as a bare number or map. */
    public static Optional<Class<?>> scalar(Class<?> family) {
        return SCALARS.get(family);
    }

    /** The fields of a record with the defaults of Keras 3. */
    public static Map<String, Field> fields(Class<?> type) {
        return fields(type, Dialect.KERAS3);
    }

    /** The member of a sealed family that an object without a {@code type} is. */
    public static Optional<Class<?>> implied(Class<?> family) {
        return members(family).values().stream().filter(Vocabulary::isImplied).findFirst();
    }

    /** Whether an object without a {@code type} is of this one. */
    public static boolean isImplied(Class<?> member) {
        return member.isAnnotationPresent(Implied.class);
    }

    /**
     * The fields of a record by their names, those of its unwrapped parts among them, with the defaults of a dialect.
     */
    public static Map<String, Field> fields(Class<?> type, Dialect dialect) {
        return Objects.requireNonNull(FIELDS.get(type).get(dialect));
    }

    private static Map<String, Field> read(Class<?> type, Dialect dialect) {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (RecordComponent component : Records.components(type)) {
            if (component.isAnnotationPresent(Unwrapped.class)) {
                fieldsOfPart(component, dialect).forEach((name, field) -> add(fields, name, field));
            } else {
                add(fields, WireNames.of(component), new Field(component, defaultOf(component, dialect)));
            }
        }
        return fields;
    }

    private static Map<String, Field> fieldsOfPart(RecordComponent part, Dialect dialect) {
        Map<String, Field> fields = new LinkedHashMap<>(fields(part.getType(), dialect));
        JsonNode instead = defaultOf(part, dialect);
        if (instead != null) {
            instead.forEachEntry((name, value) ->
                    fields.computeIfPresent(name, (same, field) -> new Field(field.component(), value)));
        }
        return fields;
    }

    private static void add(Map<String, Field> fields, String name, Field field) {
        if (fields.put(name, field) != null) {
            throw new IllegalStateException(name + " is the name of two fields of one object");
        }
    }

    private static @Nullable JsonNode defaultOf(RecordComponent component, Dialect dialect) {
        if (!component.isAnnotationPresent(Default.class)) {
            return null;
        }
        String written = dialect.valueOf(component.getAnnotation(Default.class));
        Class<?> type = component.getType();
        boolean family = type.isEnum() || type.isSealed() || type == String.class;
        boolean word = family && Character.isLetter(written.charAt(0)) && !written.equals("null");
        return word ? StringNode.valueOf(written) : MAPPER.readTree(written);
    }

    /** The dialect that an object of this type is written in: its own field says so, if it has one. */
    static Dialect dialect(JsonNode json, Class<?> type) {
        for (RecordComponent component : Records.components(type)) {
            JsonNode written = component.getType() == Dialect.class ? json.get(WireNames.of(component)) : null;
            for (Dialect dialect : Dialect.values()) {
                if (written != null
                        && written.isString()
                        && written.stringValue().equals(WireNames.of(dialect))) {
                    return dialect;
                }
            }
        }
        return Dialect.KERAS3;
    }
}
