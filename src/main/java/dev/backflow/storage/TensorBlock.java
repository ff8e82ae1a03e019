package dev.backflow.storage;

import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;

/**
 * All statistics of one tensor of one layer over consecutive recorded epochs.
 *
 * @param statistics a row for each {@link Statistic}, in its order, a number for each epoch; NaN where no element was finite
 */
public record TensorBlock(String layer, Tensor tensor, double[][] statistics) {

    public double at(Statistic statistic, int epoch) {
        return statistics[statistic.ordinal()][epoch];
    }
}
