package dev.backflow.api;

import dev.backflow.recording.BadQueryException;
import dev.backflow.series.Columns;
import org.jspecify.annotations.Nullable;

/** The query parameter {@code points}: how many rows of columns are wanted at most. */
final class Points {

    static final String LEAST = "2";

    private Points() {}

    static Columns atMost(@Nullable Integer points, Columns columns) {
        if (points == null) {
            return columns;
        }
        if (points < Integer.parseInt(LEAST)) {
            throw new BadQueryException(
                    "points", points.toString(), "must be at least " + LEAST + ", the first and the last");
        }
        return columns.thinned(points);
    }
}
