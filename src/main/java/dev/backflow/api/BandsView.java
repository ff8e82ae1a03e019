package dev.backflow.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.series.Columns;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bands over the seeds of an experiment, as columns like those of a run.
 *
 * @param tensor what was measured; missing with metrics
 * @param statistic the number about it; missing with metrics
 * @param sample on which examples it was measured; missing with metrics, which take all
 * @param thinned whether there are fewer points than were recorded
 * @param columns {@code epoch} and five columns of the same length for each cell and layer or metric; null where no run
 *     has a finite number
 * @param nonFinite how many runs have none
 */
record BandsView(
        String experimentId,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(implementation = Tensor.class) @Nullable
        String tensor,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(implementation = Statistic.class) @Nullable
        String statistic,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String sample,

        boolean thinned,
        Columns columns,
        List<NonFiniteView> nonFinite) {

    static BandsView of(String id, @Nullable Tensor tensor, @Nullable Statistic statistic, Columns columns) {
        return new BandsView(
                id,
                tensor == null ? null : tensor.wireName(),
                statistic == null ? null : statistic.wireName(),
                columns.sample(),
                columns.thinned(),
                columns,
                NonFiniteView.of(columns));
    }
}
