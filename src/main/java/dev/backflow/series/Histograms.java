package dev.backflow.series;

import java.util.List;

/**
 * The histograms of one tensor of one layer.
 *
 * @param sample on which examples the tensor was measured
 * @param edges the numbers between the bins, ascending, the same in every run
 * @param epochs at which it was recorded
 * @param counts for each epoch one more number than there are edges: the first and the last bin are open. They add up
 *     to the finite elements
 * @param nonFinite the epochs with elements that are in no bin
 */
public record Histograms(
        String sample, double[] edges, List<Integer> epochs, List<int[]> counts, List<NonFinite> nonFinite) {}
