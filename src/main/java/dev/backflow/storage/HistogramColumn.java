package dev.backflow.storage;

import dev.backflow.recording.Histogram;
import java.util.List;

/**
 * The histograms of one layer's tensor over the epochs at which it was recorded.
 *
 * @param epochs ascending
 * @param histograms one for each epoch
 */
public record HistogramColumn(List<Integer> epochs, List<Histogram> histograms) {}
