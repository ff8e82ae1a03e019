package dev.backflow.storage;

import java.util.Arrays;

/**
 * One metric, or one measure of a layer, over the epochs at which it was recorded.
 *
 * @param epochs ascending
 * @param values one for each epoch; may be NaN or ±∞
 */
public record MetricColumn(int[] epochs, double[] values) {

    /** The same at {@code all} epochs, its own among them: NaN where it was not recorded. */
    MetricColumn at(int[] all) {
        if (all.length == epochs.length) {
            return this;
        }
        double[] spread = new double[all.length];
        Arrays.fill(spread, Double.NaN);
        for (int i = 0; i < epochs.length; i++) {
            spread[Arrays.binarySearch(all, epochs[i])] = values[i];
        }
        return new MetricColumn(all, spread);
    }
}
