package dev.backflow.spec;

import dev.backflow.spec.Vocabulary.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Turns JSON into records, strictly: unknown fields, missing ones, wrong types and values out of bounds are all
 * refused, each with its place, and all of them at once, up to a thousand. What a record is called in JSON, and its
 * defaults, come from {@link Vocabulary}; bounds are the records' own.
 */
public final class SpecReader {

    /** Stands for what could not be read; its problem is noted already. */
    private static final Object UNREADABLE = new Object();

    /** Who makes so many mistakes makes the same again and again: the rest is not read. */
    private static final int MOST_PROBLEMS = 1000;

    private final JsonNode root;
    private final UnaryOperator<Object> completion;
    private final List<SpecProblem> problems = new ArrayList<>();

    private SpecReader(JsonNode root, UnaryOperator<Object> completion) {
        this.root = root;
        this.completion = completion;
    }

    /** Reads a record that was accepted before, or has nothing to do with uploaded data; refuses as the other does. */
    public static <T extends Record> T read(JsonNode json, Class<T> type) {
        return new SpecReader(json, UnaryOperator.identity()).readRoot(type);
    }

    /**
     * Reads a record that may refer to something stored.
     *
     * @param completion what a record is to be replaced by, once it is read; may refuse it
     * @throws RefusedSpecException with all problems
     */
    public static <T extends Record> T read(JsonNode json, Class<T> type, UnaryOperator<Object> completion) {
        return new SpecReader(json, completion).readRoot(type);
    }

    private <T extends Record> T readRoot(Class<T> type) {
        Object read = read(root, type, "");
        if (!problems.isEmpty()) {
            throw new RefusedSpecException(problems);
        }
        return type.cast(read);
    }

    private Object read(JsonNode json, Type type, String pointer) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? readList(json, arguments[0], pointer)
                    : readMap(json, arguments[1], pointer);
        }
        Class<?> simple = (Class<?>) type;
        if (simple == JsonNode.class) {
            return json;
        }
        if (Vocabulary.isFamily(simple)) {
            return readMember(json, simple, pointer);
        }
        if (simple.isRecord()) {
            return json.isObject()
                    ? readRecord(json, simple, pointer)
                    : refuse(Fault.TYPE, pointer, json, "must be an object");
        }
        if (simple.isEnum()) {
            return readConstant(json, simple, pointer);
        }
        return readScalar(json, simple, pointer);
    }

    private Object readScalar(JsonNode json, Class<?> type, String pointer) {
        if (type == String.class) {
            return json.isString() ? json.stringValue() : refuse(Fault.TYPE, pointer, json, "must be a text");
        }
        if (type == boolean.class) {
            return json.isBoolean() ? json.booleanValue() : refuse(Fault.TYPE, pointer, json, "must be true or false");
        }
        if (type == double.class || type == Double.class) {
            if (!json.isNumber()) {
                return refuse(Fault.TYPE, pointer, json, "must be a number");
            }
            double number = json.decimalValue().doubleValue();
            return Double.isFinite(number)
                    ? number
                    : refuse(Fault.VALUE, pointer, json, "is too large for double precision");
        }
        JsonNode whole = whole(json);
        if (whole == null) {
            return refuse(Fault.TYPE, pointer, json, "must be a whole number");
        }
        if (type == long.class || type == Long.class) {
            return whole.canConvertToLong() ? whole.longValue() : refuse(Fault.VALUE, pointer, json, "is too large");
        }
        return whole.canConvertToInt() ? whole.intValue() : refuse(Fault.VALUE, pointer, json, "is too large");
    }

    /** To JSON Schema 5.0 is an integer as well. Null for what is none; beyond 2⁵³ nobody can tell. */
    private static @Nullable JsonNode whole(JsonNode json) {
        if (json.isIntegralNumber()) {
            return json;
        }
        double value = json.isNumber() ? json.decimalValue().doubleValue() : Double.NaN;
        return value == Math.rint(value) && Math.abs(value) < 1L << 53
                ? JsonNodeFactory.instance.numberNode((long) value)
                : null;
    }

    private Object readConstant(JsonNode json, Class<?> type, String pointer) {
        Object constant = json.isString() ? Vocabulary.constants(type).get(json.stringValue()) : null;
        return constant == null
                ? refuse(textual(json), pointer, json, "must be one of " + String.join(", ", Vocabulary.words(type)))
                : constant;
    }

    private Object readMember(JsonNode json, Class<?> family, String pointer) {
        Optional<Class<?>> scalar = Vocabulary.scalar(family);
        if (scalar.isPresent() && Vocabulary.isWrittenAs(json, scalar.get())) {
            Object value = read(json, Records.components(scalar.get()).get(0).getGenericType(), pointer);
            return value == UNREADABLE ? value : construct(scalar.get(), new Object[] {value}, pointer);
        }
        Map<String, Class<?>> members = Vocabulary.members(family);
        JsonNode named = json.isObject() ? json.get("type") : json;
        String at = json.isObject() ? pointer + "/type" : pointer;
        if (named == null) {
            Optional<Class<?>> implied = Vocabulary.implied(family);
            return implied.isPresent()
                    ? readRecord(json, implied.get(), pointer)
                    : refuse(Fault.REQUIRED, at, null, "is required: one of " + listed(members));
        }
        Class<?> member = named.isString() ? Vocabulary.member(family, named.stringValue()) : null;
        if (member == null) {
            String object = json.isObject() || json.isString() ? "" : "an object or ";
            boolean isNumber = scalar.filter(type -> !Vocabulary.isMap(type)).isPresent();
            String number = isNumber ? "a number or " : "";
            return refuse(textual(named), at, named, "must be " + object + number + "one of " + listed(members));
        }
        return readRecord(json.isObject() ? json : JsonNodeFactory.instance.objectNode(), member, pointer);
    }

    private Object readList(JsonNode json, Type element, String pointer) {
        if (!json.isArray()) {
            return refuse(Fault.TYPE, pointer, json, "must be an array");
        }
        List<Object> list = new ArrayList<>(json.size());
        int before = problems.size();
        for (int i = 0; i < json.size(); i++) {
            list.add(read(json.get(i), element, pointer + "/" + i));
        }
        return problems.size() > before ? UNREADABLE : list;
    }

    private Object readMap(JsonNode json, Type element, String pointer) {
        if (!json.isObject()) {
            return refuse(Fault.TYPE, pointer, json, "must be an object");
        }
        Map<String, Object> map = new LinkedHashMap<>();
        int before = problems.size();
        json.properties()
                .forEach(entry -> map.put(
                        entry.getKey(), read(entry.getValue(), element, pointer + "/" + escape(entry.getKey()))));
        return problems.size() > before ? UNREADABLE : map;
    }

    private Object readRecord(JsonNode json, Class<?> type, String pointer) {
        int before = problems.size();
        Map<String, Field> fields = Vocabulary.fields(type, Vocabulary.dialect(json, type));
        boolean member = Vocabulary.isMember(type);
        for (String name : json.propertyNames()) {
            if (!fields.containsKey(name) && !(member && name.equals("type"))) {
                String known = fields.isEmpty() ? "it has none" : "known are " + listed(fields);
                refuse(Fault.UNKNOWN, pointer + "/" + escape(name), json.get(name), "is not a field here; " + known);
            }
        }
        Object read = readComponents(json, type, fields, pointer);
        return problems.size() > before ? UNREADABLE : read;
    }

    private Object readComponents(JsonNode json, Class<?> type, Map<String, Field> fields, String pointer) {
        int before = problems.size();
        Object[] values = Records.components(type).stream()
                .map(component -> component.isAnnotationPresent(Unwrapped.class)
                        ? readComponents(json, component.getType(), fields, pointer)
                        : readField(json, WireNames.of(component), fields, pointer))
                .toArray();
        return problems.size() > before ? UNREADABLE : construct(type, values, pointer);
    }

    private @Nullable Object readField(JsonNode object, String name, Map<String, Field> fields, String parent) {
        String pointer = parent + "/" + name;
        Field field = Objects.requireNonNull(fields.get(name));
        JsonNode json = object.get(name);
        JsonNode written = json == null ? field.defaultValue() : json;
        if (written == null) {
            return refuse(Fault.REQUIRED, pointer, null, "is required");
        }
        if (written.isNull()) {
            return field.mayBeUnset() ? null : refuse(Fault.TYPE, pointer, written, "must not be null");
        }
        boolean column = field.component().isAnnotationPresent(Column.class);
        return read(column ? rows(written) : written, field.component().getGenericType(), pointer);
    }

    /** Numbers of a list become rows of a table ({@link Column}). */
    private static JsonNode rows(JsonNode json) {
        if (!json.isArray() || !json.path(0).isNumber()) {
            return json;
        }
        ArrayNode rows = JsonNodeFactory.instance.arrayNode(json.size());
        json.forEach(row ->
                rows.add(row.isNumber() ? JsonNodeFactory.instance.arrayNode(1).add(row) : row));
        return rows;
    }

    private Object construct(Class<?> type, @Nullable Object[] values, String pointer) {
        try {
            return completion.apply(Records.construct(type, values));
        } catch (InvalidSpecException e) {
            return refuse(type, pointer, e);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InvalidSpecException invalid) {
                return refuse(type, pointer, invalid);
            }
            throw new IllegalStateException(type + " cannot be constructed", e.getCause());
        }
    }

    /** Where one of several words is expected. */
    private static Fault textual(JsonNode json) {
        return json.isString() ? Fault.VALUE : Fault.TYPE;
    }

    private Object refuse(Class<?> type, String pointer, InvalidSpecException invalid) {
        String at = type.isAnnotationPresent(Scalar.class)
                ? pointer + invalid.path().replaceFirst("^[^/]*", "")
                : pointer + "/" + invalid.path();
        JsonNode sent = root.at(at);
        return note(
                Fault.VALUE,
                at,
                () -> sent.isMissingNode() ? String.valueOf(invalid.value()) : sent.toString(),
                invalid.reason());
    }

    private Object refuse(Fault fault, String pointer, @Nullable JsonNode json, String detail) {
        return note(fault, pointer, () -> json == null ? null : json.toString(), detail);
    }

    /** @param value written only where it is reported: it may be all that was sent */
    private Object note(Fault fault, String pointer, Supplier<@Nullable String> value, String detail) {
        String shown = problems.size() < RefusedSpecException.REPORTED ? value.get() : null;
        problems.add(SpecProblem.of(fault, pointer, shown, detail));
        if (problems.size() == MOST_PROBLEMS) {
            throw new RefusedSpecException(problems);
        }
        return UNREADABLE;
    }

    private static String listed(Map<String, ?> names) {
        return String.join(", ", names.keySet()).toLowerCase(Locale.ROOT);
    }

    private static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
