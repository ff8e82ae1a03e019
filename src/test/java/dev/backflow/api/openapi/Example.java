package dev.backflow.api.openapi;

import dev.backflow.TestService.Answer;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * An answer as it is shown for an example: what differs from one day or machine to the next is replaced by one value, and
 * what is long is cut. Of an array of more than eight items the first three stay, of a text twelve lines of 300 characters.
 */
final class Example {

    private static final int LONGEST_ARRAY = 8;
    private static final int ITEMS_OF_A_LONG_ARRAY = 3;
    private static final int LINES = 12;
    private static final int CHARACTERS = 300;

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final Map<String, String> FIXED = Map.of(
            "created_at", "\"2026-11-23T19:30:00.340215Z\"",
            "submitted_at", "\"2026-11-23T19:31:00.068489Z\"",
            "started_at", "\"2026-11-23T19:31:00.298645Z\"",
            "finished_at", "\"2026-11-23T19:31:00.925916Z\"",
            "epochs_per_second", "177.3",
            "version", "\"0.1.0\"",
            "java", "\"17.0.15\"",
            "os", "\"Linux 6.18\"",
            "arch", "\"amd64\"",
            "blas", "\"none\"");

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
        return answer.type().matches("application/(problem.)?json.*")
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
            array.valueStream()
                    .limit(array.size() > LONGEST_ARRAY ? ITEMS_OF_A_LONG_ARRAY : LONGEST_ARRAY)
                    .forEach(item -> shorter.add(shortened(item)));
            return shorter;
        }
        return value;
    }

    private static String shortened(String text) {
        return text.lines()
                .limit(LINES)
                .map(line -> line.length() > CHARACTERS ? line.substring(0, CHARACTERS) + "…" : line)
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
