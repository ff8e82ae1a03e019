package dev.backflow.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.series.Columns;
import dev.backflow.series.NonFinite;
import java.util.List;
import java.util.Map;

/** Columns as clients see them; ECharts takes {@code columns} as a dataset's source, pandas as a frame. */
record ColumnsView(
        String runId,
        @JsonInclude(JsonInclude.Include.NON_NULL) String tensor,
        @JsonInclude(JsonInclude.Include.NON_NULL) String statistic,
        boolean thinned,
        Map<String, Number[]> columns,
        List<NonFinite> nonFinite) {

    static ColumnsView of(String runId, Columns columns) {
        return new ColumnsView(runId, null, null, false, columns.columns(), columns.nonFinite());
    }

    static ColumnsView of(String runId, Tensor tensor, Statistic statistic, Columns columns) {
        return new ColumnsView(
                runId, tensor.wireName(), statistic.wireName(), false, columns.columns(), columns.nonFinite());
    }
}
