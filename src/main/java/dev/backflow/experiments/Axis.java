package dev.backflow.experiments;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.GivenName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Something that is varied. Either {@code path}, or several {@code paths} that are given the same value, with {@code
 * values}; or {@code settings}, each of which sets whatever belongs together.
 *
 * @param name for people, and what cells are told apart by; left out, the last name of the path
 * @param path JSON pointer into the spec, such as {@code /network/layers/0/activation}
 * @param paths several of them
 * @param values a list; or {@code {"from": 1, "to": 30, "step": 1}}, both ends included; or {@code {"log10_from": -4,
 *     "log10_to": -1, "count": 4}}, evenly spaced by their logarithms
 * @param settings instead of path and values
 */
public record Axis(
        @Default("null") @Nullable String name,
        @Default("null") @Nullable String path,
        @Default("[]") List<String> paths,
        @Default("null") @Nullable JsonNode values,
        @Default("[]") List<Setting> settings) {

    /** Of one axis; all axes together are bounded by {@code experiment.runs}. */
    static final int MOST_VALUES = 1000;

    private static final int LONGEST_WORDS = 80;

    /**
     * What is set together.
     *
     * @param name for people
     * @param set values by JSON pointers into the spec
     */
    public record Setting(String name, Map<String, JsonNode> set) {

        public Setting {
            name = GivenName.of("name", name);
            Check.require(!set.isEmpty(), "set", "{}", "must set something");
            set.keySet().forEach(pointer -> checkPointer("set", pointer));
        }
    }

    public Axis {
        boolean byPath = path != null || !paths.isEmpty();
        Check.require(
                byPath != !settings.isEmpty(),
                settings.isEmpty() ? "path" : "settings",
                path,
                "must be one of two: a path (or paths) with values, or settings");
        Check.require(path == null || paths.isEmpty(), "paths", paths, "must be left out where there is a path");
        Check.require(byPath == (values != null), "values", values, "must be given with a path, and only there");
        if (path != null) {
            checkPointer("path", path);
        }
        paths.forEach(pointer -> checkPointer("paths", pointer));
        Check.require(settings.size() <= MOST_VALUES, "settings", settings.size(), "must be at most " + MOST_VALUES);
        if (values != null) {
            listed(values);
        }
        Check.require(
                name == null || name.matches("[a-z][a-z0-9_]{0,63}"),
                "name",
                name,
                "must be at most 64 lower-case letters, digits and '_' that start with a letter");
    }

    private static void checkPointer(String field, String pointer) {
        Check.require(
                pointer.matches("(/[^/]+)+") && pointer.length() <= 200,
                field,
                pointer,
                "must be a JSON pointer into the spec, such as /network/layers/0/activation");
        Check.require(
                !pointer.equals("/seed"), field, pointer, "must not be the seed: seeds repeat every cell, see seeds");
    }

    /** As given, or the last name of what is varied. */
    String called() {
        if (name != null) {
            return name;
        }
        String pointer = path != null ? path : paths.isEmpty() ? "setting" : paths.get(0);
        String[] parts = pointer.split("/");
        return GivenName.shown(parts[parts.length - 1], LONGEST_WORDS);
    }

    /** Its values one by one: what is set, by the words for it. */
    List<Setting> choices() {
        if (!settings.isEmpty()) {
            return settings;
        }
        List<String> pointers = path != null ? List.of(path) : paths;
        List<JsonNode> all = values == null ? List.of() : listed(values);
        List<Setting> choices = new ArrayList<>();
        for (JsonNode value : all) {
            Map<String, JsonNode> set = new LinkedHashMap<>();
            pointers.forEach(pointer -> set.put(pointer, value));
            choices.add(new Setting(words(value), set));
        }
        return choices;
    }

    /** What the longest of its values adds to a spec. */
    long mostBytes() {
        return choices().stream()
                .mapToLong(choice -> choice.set().values().stream()
                        .mapToLong(value -> value.toString().length())
                        .sum())
                .max()
                .orElse(0);
    }

    /** Whether it sets what is at a place. */
    boolean sets(String pointer) {
        return choices().stream().anyMatch(choice -> choice.set().containsKey(pointer));
    }

    /** Such as {@code relu}, {@code 0.01} or {@code random_normal (stddev 1.0)}. */
    private static String words(JsonNode value) {
        String words = value.isObject() && value.has("type")
                ? typed(value)
                : value.isString() ? value.stringValue() : value.toString();
        return words.isBlank() ? "\"\"" : GivenName.shown(words, LONGEST_WORDS);
    }

    private static String typed(JsonNode value) {
        List<String> others = new ArrayList<>();
        value.properties().forEach(entry -> {
            if (!entry.getKey().equals("type")) {
                JsonNode set = entry.getValue();
                others.add(entry.getKey() + " " + (set.isString() ? set.stringValue() : set));
            }
        });
        String type = value.get("type").asString("");
        return others.isEmpty() ? type : type + " (" + String.join(", ", others) + ")";
    }

    private static List<JsonNode> listed(JsonNode values) {
        if (values.isArray()) {
            Check.require(
                    !values.isEmpty() && values.size() <= MOST_VALUES,
                    "values",
                    values.size(),
                    "must be from 1 to " + MOST_VALUES);
            return List.copyOf(values.values());
        }
        Set<String> fields = new TreeSet<>(values.propertyNames());
        if (fields.equals(Set.of("from", "to", "step"))) {
            return stepped(number(values, "from"), number(values, "to"), number(values, "step"));
        }
        if (fields.equals(Set.of("log10_from", "log10_to", "count"))) {
            return spaced(number(values, "log10_from"), number(values, "log10_to"), number(values, "count"));
        }
        Check.require(
                false,
                "values",
                values,
                "must be a list, or an object with from, to and step, or one with log10_from, log10_to and count");
        return List.of();
    }

    private static BigDecimal number(JsonNode values, String field) {
        JsonNode value = values.get(field);
        Check.require(value.isNumber(), "values/" + field, value, "must be a number");
        BigDecimal number = value.decimalValue();
        Check.require(
                Math.abs(number.doubleValue()) <= 1e15 && number.scale() <= 30 && number.scale() >= -15,
                "values/" + field,
                value,
                "must be a number of usual size");
        return number;
    }

    private static List<JsonNode> stepped(BigDecimal from, BigDecimal to, BigDecimal step) {
        Check.require(step.signum() != 0, "values/step", step, "must not be 0");
        BigDecimal steps = to.subtract(from).divideToIntegralValue(step);
        Check.require(
                steps.signum() >= 0 && steps.compareTo(BigDecimal.valueOf(MOST_VALUES)) < 0,
                "values/step",
                step,
                "must lead from " + from + " to " + to + " in fewer than " + MOST_VALUES + " steps");
        List<JsonNode> numbers = new ArrayList<>();
        for (int i = 0; i <= steps.intValueExact(); i++) {
            numbers.add(node(from.add(step.multiply(BigDecimal.valueOf(i)))));
        }
        return numbers;
    }

    /** A whole number where it is one, because many fields take nothing else. */
    private static JsonNode node(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        return plain.scale() <= 0
                ? JsonNodeFactory.instance.numberNode(plain.longValueExact())
                : JsonNodeFactory.instance.numberNode(number.doubleValue());
    }

    private static List<JsonNode> spaced(BigDecimal from, BigDecimal to, BigDecimal count) {
        Check.require(
                count.stripTrailingZeros().scale() <= 0
                        && count.compareTo(BigDecimal.ONE) > 0
                        && count.compareTo(BigDecimal.valueOf(MOST_VALUES)) <= 0,
                "values/count",
                count,
                "must be a whole number from 2 to " + MOST_VALUES);
        Check.require(
                Math.abs(from.doubleValue()) <= 30 && Math.abs(to.doubleValue()) <= 30,
                "values/log10_from",
                from,
                "must be from -30 to 30, as log10_to");
        int most = count.intValueExact() - 1;
        List<JsonNode> numbers = new ArrayList<>();
        for (int i = 0; i <= most; i++) {
            double exponent = from.doubleValue() + (to.doubleValue() - from.doubleValue()) * i / most;
            numbers.add(node(rounded(Math.pow(10, exponent))));
        }
        return numbers;
    }

    /** To six digits, so that a tenth is written 0.1. */
    private static BigDecimal rounded(double number) {
        return new BigDecimal(number).round(new java.math.MathContext(6));
    }
}
