package dev.backflow.experiments;

import dev.backflow.runs.RunSpec;
import java.util.Collection;
import java.util.Map;

/**
 * One combination of the axes' values.
 *
 * @param number from 0 on; the last axis changes fastest
 * @param settings the words for its values by axis
 * @param spec of its runs, with the seeds of the base
 */
record Cell(int number, Map<String, String> settings, RunSpec spec) {

    String title() {
        return title(settings.values());
    }

    /** @param values the words for them, in the order of the axes */
    static String title(Collection<String> values) {
        return values.isEmpty() ? "base" : String.join(", ", values);
    }
}
