package dev.backflow.api;

import dev.backflow.diagnosis.Signal;
import dev.backflow.series.Columns;
import dev.backflow.series.SignalColumns;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A signal as clients see it, in columns like all series.
 *
 * @param sample on which examples it was measured
 * @param thinned whether there are fewer points than were recorded
 * @param columns {@code epoch} and one column of the same length for each layer that has the signal; null where there
 *     is no finite number
 * @param nonFinite where the layer's tensors hold NaN or ±∞
 * @param expected what theory expects of the untrained network, by layer; null where it has no number
 */
record SignalView(
        String runId,
        @Schema(implementation = Signal.class) String signal,
        String sample,
        boolean thinned,
        Columns columns,
        List<NonFiniteView> nonFinite,
        Map<String, @Nullable Double> expected) {

    static SignalView of(String runId, Signal signal, SignalColumns read) {
        return new SignalView(
                runId,
                signal.wireName(),
                Objects.requireNonNull(read.columns().sample(), "every signal is measured on a sample"),
                read.columns().thinned(),
                read.columns(),
                NonFiniteView.of(read.columns()),
                read.expected());
    }
}
