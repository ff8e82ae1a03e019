package dev.backflow.runs;

import dev.backflow.spec.Default;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can be changed of a run once it is submitted.
 *
 * @param name for people; null brings back the summary of the spec
 * @param labels for finding and grouping runs
 */
public record RunNaming(
        @Default("null") @Nullable String name,
        @Default("{}") Map<String, @Nullable String> labels) {

    public RunNaming {
        RunRequest.check(name, labels);
    }
}
