package dev.backflow.runs;

import dev.backflow.spec.Default;
import dev.backflow.spec.GivenName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can be changed of a run once it is submitted.
 *
 * @param name for people; null brings back the summary of the spec
 * @param labels for finding and grouping runs
 * @param notes what people want to remember of it, of several lines if they like; null for none
 * @param pinned whether the service keeps the run however old it becomes
 */
public record RunNaming(
        @Default("null") @Nullable String name,
        @Default("{}") Map<String, String> labels,
        @Default("null") @Nullable String notes,
        @Default("false") boolean pinned) {

    private static final int LONGEST_NOTES = 2000;

    public RunNaming {
        name = name == null ? null : GivenName.of("name", name);
        labels = RunRequest.checked(labels);
        notes = notes == null || notes.isBlank() ? null : GivenName.lines("notes", notes, LONGEST_NOTES);
    }
}
