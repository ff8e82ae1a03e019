package dev.backflow.api;

import dev.backflow.recording.Axis;
import dev.backflow.recording.Tensor;
import dev.backflow.series.Histograms;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * Histograms as clients see them. To merge those of several epochs, layers or runs, add up their counts.
 *
 * @param tensor what was measured
 * @param sample on which examples
 * @param edges ±10^(k/5) from 1e-12 to 1e4, ascending, the same in every run. What lies on an edge belongs to the bin
 *     farther from zero
 * @param epochs at which it was measured
 * @param counts for each epoch one more number than there are edges: element i counts what lies between edge i − 1 and
 *     edge i, the first what is at or below −1e4, the last what is at or above 1e4, and the one in the middle what is
 *     closer to zero than 1e-12. They add up to the finite elements
 * @param nonFinite the epochs with NaN or ±∞, which are in no bin, and how many
 */
record HistogramsView(
        String runId,
        @Schema(implementation = Tensor.class) String tensor,
        String layer,
        String sample,
        double[] edges,
        List<Integer> epochs,
        List<int[]> counts,
        List<NonFiniteView> nonFinite) {

    static HistogramsView of(String runId, Tensor tensor, String layer, Histograms histograms) {
        return new HistogramsView(
                runId,
                tensor.wireName(),
                layer,
                histograms.sample(),
                histograms.edges(),
                histograms.epochs(),
                histograms.counts(),
                NonFiniteView.of(Axis.EPOCH, histograms.nonFinite()));
    }
}
