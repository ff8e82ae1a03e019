package dev.backflow.api;

import dev.backflow.recording.BadQueryException;
import dev.backflow.series.Columns;
import org.jspecify.annotations.Nullable;

/** The query parameter {@code points}: how many rows of columns are wanted at most. */
final class Points {

    private Points() {}

    static Columns atMost(@Nullable Integer points, Columns columns) {
        if (points == null) {
            return columns;
        }
        if (points < 2) {
            throw new BadQueryException("points", points.toString(), "must be at least 2, the first and the last");
        }
        return columns.thinned(points);
    }
}
