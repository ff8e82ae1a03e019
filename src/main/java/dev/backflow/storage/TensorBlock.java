package dev.backflow.storage;

import dev.backflow.recording.Histogram;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All statistics of one tensor of one layer over consecutive recorded epochs.
 *
 * @param statistics a row for each {@link Statistic}, in its order, a number for each epoch; NaN where no element was
 *     finite
 * @param histograms one for each epoch; null where none are kept of the tensor
 */
public record TensorBlock(
        String layer,
        Tensor tensor,
        double[][] statistics,
        @Nullable List<Histogram> histograms) {

    public double at(Statistic statistic, int epoch) {
        return statistics[statistic.ordinal()][epoch];
    }
}
