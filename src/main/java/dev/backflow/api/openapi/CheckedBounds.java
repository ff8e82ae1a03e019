package dev.backflow.api.openapi;

import dev.backflow.spec.Check;
import dev.backflow.spec.Unwrapped;
import dev.backflow.spec.Vocabulary;
import dev.backflow.spec.WireNames;
import java.lang.StackWalker.Option;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The bounds that records enforce, for their schemas: constructors are called with samples, and {@link Check} says what
 * they check. So there is no second list of bounds that could differ from the first.
 */
final class CheckedBounds {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final StackWalker STACK = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);

    private static final Map<Class<?>, Object> SAMPLES =
            Map.of(Integer.class, 1, Long.class, 1L, Double.class, 0.5, Boolean.class, false, String.class, "a");

    private CheckedBounds() {}

    /** By field, keywords of JSON Schema; those of the items of a list or the values of a map by {@code field/*}. */
    static Map<String, ObjectNode> of(Class<?> record) {
        Map<String, ObjectNode> bounds = new LinkedHashMap<>();
        for (@Nullable Object[] values : arguments(record)) {
            Map<String, ObjectNode> seen = new LinkedHashMap<>();
            Check.observe(() -> construct(record, values), (path, keywords) -> {
                if (isChecking(record)) {
                    add(seen, path.replaceAll("/[^/]+", "/*"), keywords);
                }
            });
            seen.forEach(bounds::putIfAbsent);
        }
        return bounds;
    }

    /** What a check of one value demands. */
    static ObjectNode of(Runnable check) {
        ObjectNode bounds = JsonNodeFactory.instance.objectNode();
        Check.observe(check, (field, keywords) -> bounds.setAll(inOrder(keywords)));
        return bounds;
    }

    private static ObjectNode inOrder(Map<String, ?> keywords) {
        return MAPPER.valueToTree(new TreeMap<>(keywords));
    }

    /** A constructor may make other records, whose fields may have the same names. */
    private static boolean isChecking(Class<?> record) {
        return STACK.walk(frames -> frames.filter(frame -> frame.getMethodName().equals("<init>")
                        && frame.getDeclaringClass().isRecord())
                .findFirst()
                .map(StackWalker.StackFrame::getDeclaringClass)
                .filter(record::equals)
                .isPresent());
    }

    /** What holds for one item and not for the next is left as loose as it is for any. */
    private static void add(Map<String, ObjectNode> seen, String path, Map<String, ?> keywords) {
        ObjectNode bounds = seen.computeIfAbsent(path, none -> JsonNodeFactory.instance.objectNode());
        inOrder(keywords).properties().forEach(keyword -> {
            JsonNode before = bounds.get(keyword.getKey());
            JsonNode now = keyword.getValue();
            boolean lower = keyword.getKey().toLowerCase(Locale.ROOT).contains("min");
            boolean looser = before == null
                    || !path.endsWith("*")
                    || now.isNumber() && now.asDouble() < before.asDouble() == lower;
            if (looser) {
                bounds.set(keyword.getKey(), now);
            }
        });
    }

    /** With all left out that may be, and then with each field in turn filled in; lists with one item and with two. */
    private static List<@Nullable Object[]> arguments(Class<?> record) {
        RecordComponent[] components = record.getRecordComponents();
        @Nullable
        Object[] least = Arrays.stream(components).map(CheckedBounds::least).toArray();
        List<@Nullable Object[]> all = new ArrayList<>();
        all.add(least);
        for (int i = 0; i < components.length; i++) {
            @Nullable Object[] values = least.clone();
            values[i] = sample(components[i].getGenericType());
            all.add(values);
            if (values[i] instanceof List<?> one) {
                @Nullable Object[] longer = least.clone();
                longer[i] = List.of(one.get(0), one.get(0));
                all.add(longer);
            }
        }
        return all;
    }

    private static @Nullable Object least(RecordComponent component) {
        if (component.isAnnotationPresent(Unwrapped.class)) {
            return sample(component.getType());
        }
        JsonNode value = Objects.requireNonNull(
                        Vocabulary.fields(component.getDeclaringRecord()).get(WireNames.of(component)))
                .defaultValue();
        if (value == null) {
            return sample(component.getGenericType());
        }
        boolean plain = value.isNull() || value.isNumber() || value.isBoolean() || value.isArray();
        boolean words = value.path(0).isString();
        return plain && !words && !component.getType().isSealed()
                ? MAPPER.convertValue(value, component.getType())
                : sample(component.getGenericType());
    }

    /** Null where none can be made. */
    private static @Nullable Object sample(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            Object element = sample(arguments[arguments.length - 1]);
            if (element == null) {
                return null;
            }
            return generic.getRawType() == Map.class ? Map.of("a", element) : List.of(element);
        }
        if (!(type instanceof Class<?> simple)) {
            return null;
        }
        if (simple == JsonNode.class) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (simple.isEnum()) {
            return simple.getEnumConstants()[0];
        }
        if (simple.isSealed()) {
            return Vocabulary.members(simple).values().stream()
                    .map(CheckedBounds::sample)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }
        return simple.isRecord()
                ? arguments(simple).stream()
                        .map(values -> construct(simple, values))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null)
                : SAMPLES.get(ClassUtils.resolvePrimitiveIfNecessary(simple));
    }

    /** Null where the values are refused. */
    private static @Nullable Object construct(Class<?> record, @Nullable Object[] values) {
        try {
            Constructor<?> constructor = record.getDeclaredConstructor(Arrays.stream(record.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return null;
        }
    }
}
