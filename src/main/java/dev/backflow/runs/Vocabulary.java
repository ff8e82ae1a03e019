package dev.backflow.runs;

import dev.backflow.engine.Default;
import dev.backflow.engine.WireNames;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/** The names and defaults that specs are written in, read off the records themselves so that they stand in one place. */
public final class Vocabulary {

    private static final JsonMapper MAPPER = new JsonMapper();

    private Vocabulary() {}

    /** The members of a sealed family by their {@code type}, in the order of their declaration. */
    public static Map<String, Class<?>> members(Class<?> family) {
        Map<String, Class<?>> members = new LinkedHashMap<>();
        collect(family, members);
        return members;
    }

    private static void collect(Class<?> family, Map<String, Class<?>> members) {
        for (Class<?> member : family.getPermittedSubclasses()) {
            if (member.isSealed()) {
                collect(member, members);
            } else {
                members.put(WireNames.of(member), member);
            }
        }
    }

    /** What the component is called. */
    public static String nameOf(RecordComponent component) {
        return WireNames.of(component);
    }

    /** The words for the constants of an enum. */
    public static List<String> words(Class<?> constants) {
        return Arrays.stream(constants.getEnumConstants())
                .map(constant -> WireNames.of((Enum<?>) constant))
                .toList();
    }

    /** Whether the component may be left out. */
    public static boolean isOptional(RecordComponent component) {
        return component.isAnnotationPresent(Default.class);
    }

    /** What stands in a component that was left out. */
    public static JsonNode defaultOf(RecordComponent component) {
        String written = component.getAnnotation(Default.class).value();
        Class<?> type = component.getType();
        boolean word = type.isEnum() || type.isSealed() || type == String.class;
        return word && !written.equals("null") ? StringNode.valueOf(written) : MAPPER.readTree(written);
    }
}
