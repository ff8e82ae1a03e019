package dev.backflow.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.series.Columns;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Columns as clients see them; ECharts takes {@code columns} as a dataset's source, pandas as a frame.
 *
 * @param tensor what was measured; missing with metrics
 * @param statistic the number about it; missing with metrics
 * @param sample on which examples it was measured; missing with metrics, which take all
 * @param thinned whether there are fewer points than were recorded
 * @param columns {@code epoch}, with {@code step} before it along steps, and one column of the same length for each
 *     layer or metric; null where there is no finite number
 * @param nonFinite what stands behind the gaps
 */
record ColumnsView(
        String runId,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(implementation = Tensor.class) @Nullable
        String tensor,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(implementation = Statistic.class) @Nullable
        String statistic,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String sample,

        boolean thinned,
        Columns columns,
        List<NonFiniteView> nonFinite) {

    static ColumnsView of(String runId, Columns columns) {
        return new ColumnsView(runId, null, null, null, columns.thinned(), columns, NonFiniteView.of(columns));
    }

    static ColumnsView of(String runId, Tensor tensor, Statistic statistic, Columns columns) {
        return new ColumnsView(
                runId,
                tensor.wireName(),
                statistic.wireName(),
                columns.sample(),
                columns.thinned(),
                columns,
                NonFiniteView.of(columns));
    }
}
