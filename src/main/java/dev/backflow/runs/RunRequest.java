package dev.backflow.runs;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is posted to start a run.
 *
 * @param name for people; left out, a summary of the spec
 * @param labels for finding and grouping runs
 * @param priority which of the waiting runs are taken first
 */
public record RunRequest(
        @Default("null") String name,
        @Default("{}") Map<String, String> labels,
        @Default("normal") Priority priority,
        RunSpec spec) {

    private static final int MOST_LABELS = 32;
    private static final int LONGEST = 200;

    public RunRequest(@Nullable String name, Map<String, String> labels, Priority priority, RunSpec spec) {
        Check.within("spec", spec::checkLayerNames);
        this.name = name == null ? spec.summary() : name;
        this.labels = Map.copyOf(labels);
        this.priority = priority;
        this.spec = spec;
        check(this.name, this.labels);
    }

    /** @param name null for one that is not chosen */
    static void check(@Nullable String name, Map<String, @Nullable String> labels) {
        Check.require(
                name == null || !name.isBlank() && name.length() <= LONGEST && printable(name),
                "name",
                name,
                "must be 1 to " + LONGEST + " printable characters");
        Check.require(labels.size() <= MOST_LABELS, "labels", labels.size(), "must be at most " + MOST_LABELS);
        labels.forEach(RunRequest::checkLabel);
    }

    /** @param value null where the label is to be taken away */
    private static void checkLabel(String key, @Nullable String value) {
        Check.require(
                key.matches("[a-z][a-z0-9_.-]{0,62}"),
                "labels",
                key,
                "must have keys of at most 63 lower-case letters, digits, '_', '.' and '-' that start with a letter");
        Check.require(
                value == null || value.length() <= LONGEST && printable(value),
                "labels/" + key,
                value,
                "must be at most " + LONGEST + " printable characters");
    }

    private static boolean printable(String text) {
        return text.codePoints().noneMatch(Character::isISOControl);
    }
}
