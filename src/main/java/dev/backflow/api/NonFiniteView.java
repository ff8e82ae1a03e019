package dev.backflow.api;

import dev.backflow.recording.Axis;
import dev.backflow.series.Columns;
import dev.backflow.series.NonFinite;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a gap, or was left out of a number.
 *
 * @param column the column's name
 * @param epoch where; along steps with the part of it that was done
 * @param value {@code NaN}, {@code Infinity} or {@code -Infinity} where the column has a gap; null where it has the
 *     number of the finite elements
 * @param count how many elements of the tensor are NaN or ±∞; null for a metric, which is one number
 */
record NonFiniteView(
        String column,
        Number epoch,
        @Nullable String value,
        @Nullable Long count) {

    static List<NonFiniteView> of(Columns columns) {
        return of(columns.axis(), columns.nonFinite());
    }

    static List<NonFiniteView> of(Axis axis, List<NonFinite> notes) {
        return notes.stream()
                .map(note -> new NonFiniteView(
                        Columns.key(note.column()),
                        axis == Axis.EPOCH ? Integer.valueOf((int) note.epoch()) : (Number) note.epoch(),
                        note.value(),
                        note.count()))
                .toList();
    }
}
