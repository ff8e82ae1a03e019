package dev.backflow.api.openapi;

import dev.backflow.TestService.Answer;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * An answer as it is shown for an example: what differs from one day or machine to the next is replaced by one value,
 * and what is long is cut. Of an array of more than eight numbers the first three stay, of objects two, of a text
 * twelve lines of 300 characters.
 */
final class Example {

    private static final int LONGEST_ARRAY = 8;
    private static final int ITEMS_OF_A_LONG_ARRAY = 3;
    private static final int OBJECTS = 2;
    private static final int LINES = 12;
    private static final int CHARACTERS = 300;
    private static final int WIDTH = 110;

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final Map<String, String> FIXED = Map.ofEntries(
            Map.entry("created_at", "\"2026-11-23T19:30:00.340215Z\""),
            Map.entry("expires_at", "\"2027-02-21T19:30:00.340215Z\""),
            Map.entry("token", "\"backflow_Jm0vVQ8mWbX3u1YbqkLw1mJ5o0kq3gM8c2pRZs7TtUE\""),
            Map.entry("submitted_at", "\"2026-11-23T19:31:00.068489Z\""),
            Map.entry("requested_at", "\"2026-11-23T19:32:00.115837Z\""),
            Map.entry("started_at", "\"2026-11-23T19:31:00.298645Z\""),
            Map.entry("finished_at", "\"2026-11-23T19:31:00.925916Z\""),
            Map.entry("epochs_per_second", "177.3"),
            Map.entry("version", "\"0.1.0\""),
            Map.entry("java", "\"17.0.15\""),
            Map.entry("os", "\"Linux 6.18\""),
            Map.entry("arch", "\"amd64\""),
            Map.entry("blas", "\"none\""),
            Map.entry("heap_bytes", "4294967296"),
            Map.entry("direct_bytes", "4294967296"),
            Map.entry("unfinished_bytes", "268435456"),
            Map.entry("unfinished_bytes_by_client", "134217728"));

    private static final Pattern FIELD =
            Pattern.compile("\"(" + String.join("|", FIXED.keySet()) + ")\":(\"[^\"]*\"|[-+.0-9eE]+)");

    private Example() {}

    static JsonNode of(Answer answer) {
        Map<String, String> ids = new HashMap<>();
        String sameIds = ID.matcher(answer.body())
                .replaceAll(id -> ids.computeIfAbsent(
                        id.group(), key -> "01a209e3-e565-779e-b39c-%012d".formatted(ids.size() + 1)));
        String body = FIELD.matcher(sameIds)
                .replaceAll(
                        field -> Matcher.quoteReplacement("\"" + field.group(1) + "\":" + FIXED.get(field.group(1))));
        return answer.type().matches("application/(.*\\+)?json.*")
                ? shortened(new JsonMapper().readTree(body))
                : StringNode.valueOf(shortened(body));
    }

    private static JsonNode shortened(JsonNode value) {
        if (value instanceof ObjectNode object) {
            ObjectNode shorter = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(field -> shorter.set(field.getKey(), shortened(field.getValue())));
            return shorter;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode shorter = JsonNodeFactory.instance.arrayNode();
            array.valueStream().limit(mostOf(array)).forEach(item -> shorter.add(shortened(item)));
            return shorter;
        }
        return value;
    }

    private static int mostOf(ArrayNode array) {
        if (array.path(0).isObject()) {
            return OBJECTS;
        }
        return array.size() > LONGEST_ARRAY ? ITEMS_OF_A_LONG_ARRAY : LONGEST_ARRAY;
    }

    /** As JSON, with what fits into a line on one. */
    static String written(JsonNode value, String indent) {
        String line = value.toString();
        if (!value.isContainer() || indent.length() + line.length() <= WIDTH && !indent.isEmpty()) {
            return line;
        }
        String inner = indent + "  ";
        Stream<String> parts = value instanceof ObjectNode object
                ? object.properties().stream()
                        .map(field -> StringNode.valueOf(field.getKey()) + ": " + written(field.getValue(), inner))
                : value.valueStream().map(item -> written(item, inner));
        String brackets = value.isObject() ? "{}" : "[]";
        return parts.collect(Collectors.joining(
                ",\n" + inner, brackets.charAt(0) + "\n" + inner, "\n" + indent + brackets.charAt(1)));
    }

    private static String shortened(String text) {
        return text.lines()
                .limit(LINES)
                .map(line -> line.length() > CHARACTERS ? line.substring(0, CHARACTERS) + "…" : line)
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
