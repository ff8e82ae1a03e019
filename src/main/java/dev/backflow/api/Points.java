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
        requireFrom(points, Integer.MAX_VALUE);
        return columns.thinned(points);
    }

    static void requireFrom(int points, int most) {
        if (points < Integer.parseInt(LEAST)) {
            String detail = "must be at least " + LEAST + ", the first and the last";
            throw new BadQueryException("points", String.valueOf(points), detail);
        }
        if (points > most) {
            throw new BadQueryException("points", String.valueOf(points), "must be at most " + most);
        }
    }
}
