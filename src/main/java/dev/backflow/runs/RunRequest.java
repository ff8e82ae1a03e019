package dev.backflow.runs;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.GivenName;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
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

    public RunRequest(@Nullable String name, Map<String, String> labels, Priority priority, RunSpec spec) {
        Check.within("spec", spec::checkLayerNames);
        this.name = name == null ? spec.summary() : GivenName.of("name", name);
        this.labels = checked(labels);
        this.priority = priority;
        this.spec = spec;
    }

    /** In the order of their keys, and as they are stored. */
    public static Map<String, String> checked(Map<String, String> labels) {
        requireFew(labels);
        Map<String, String> checked = new TreeMap<>();
        labels.forEach((key, value) -> checked.put(key, checked(key, value)));
        return Collections.unmodifiableMap(checked);
    }

    static void requireFew(Map<String, String> labels) {
        Check.atMost("labels", labels, MOST_LABELS);
    }

    private static String checked(String key, String value) {
        Check.keyMatches(
                "labels",
                key,
                "[a-z][a-z0-9_.-]{0,62}",
                "must have keys of at most 63 lower-case letters, digits, '_', '.' and '-' that start with a letter");
        return GivenName.label("labels/" + key, value);
    }
}
