package dev.backflow.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.backflow.series.Columns;
import dev.backflow.spec.Unwrapped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Numbers over epochs as clients see them, in the shape that they ask for. ECharts takes {@code columns} as a dataset's
 * source, pandas as a frame; Grafana's Infinity and Vega-Lite take {@code items}.
 *
 * @param of what the numbers are
 * @param sample on which examples it was measured; missing with metrics, which take all
 * @param thinned whether there are fewer points than were recorded
 * @param columns {@code epoch}, with {@code step} before it along steps, and one column of the same length for each
 *     layer or metric; of an experiment, five for each cell and layer or metric. Null where there is no finite number.
 *     Missing with {@code shape=rows}
 * @param items the same numbers with {@code shape=rows}: an object for each row, by the names of the columns
 * @param nonFinite what stands behind the gaps
 * @param expected of a signal, what theory expects of the untrained network, by layer; null where it has no number
 */
record ColumnsView(
        @Unwrapped @JsonUnwrapped Measured of,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String sample,
        boolean thinned,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Columns columns,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Rows items,
        List<NonFiniteView> nonFinite,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, @Nullable Double> expected) {

    static ColumnsView of(Measured of, Columns columns, Shape shape) {
        return of(of, columns, null, shape);
    }

    static ColumnsView of(Measured of, Columns columns, @Nullable Map<String, @Nullable Double> expected, Shape shape) {
        return new ColumnsView(
                of,
                columns.sample(),
                columns.thinned(),
                shape == Shape.COLUMNS ? columns : null,
                shape == Shape.ROWS ? new Rows(columns) : null,
                NonFiniteView.of(columns),
                expected);
    }

    /** The numbers, whatever their shape. */
    Columns table() {
        return items == null ? Objects.requireNonNull(columns) : items.columns();
    }
}
