package dev.backflow.storage;

import dev.backflow.recording.Histogram;
import java.util.List;

/**
 * The histograms of one layer's tensor over the epochs at which it was recorded.
 *
 * @param epochs ascending
 * @param histograms one for each epoch
 */
public record HistogramColumn(List<Integer> epochs, List<Histogram> histograms) {

    /** Appends those epochs of a chunk that are asked for. */
    void add(HistogramColumn chunk, int from, int to) {
        for (int i = 0; i < chunk.epochs.size(); i++) {
            int epoch = chunk.epochs.get(i);
            if (from <= epoch && epoch <= to) {
                epochs.add(epoch);
                histograms.add(chunk.histograms.get(i));
            }
        }
    }
}
