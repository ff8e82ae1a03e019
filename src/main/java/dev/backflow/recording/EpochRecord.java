package dev.backflow.recording;

import java.util.List;
import java.util.Map;

/**
 * Everything recorded at one epoch, all of it measured at the weights after that many passes over the data.
 *
 * @param epoch 0 for the untrained network
 * @param metrics {@code loss}, each metric, then the same with {@code val_} before it, all evaluated on whole sets of
 *     examples, then {@value #LEARNING_RATE}, in this order; may be NaN or ±∞
 * @param tensors layer by layer
 * @param slopes of each layer that has them
 * @param histograms layer by layer, of the tensors for which they were asked
 */
public record EpochRecord(
        int epoch,
        Map<String, Double> metrics,
        List<TensorRecord> tensors,
        List<SlopeRecord> slopes,
        List<HistogramRecord> histograms) {

    /**
     * The rate η of the step that comes next: of a schedule at the number of steps made, or what reduce_on_plateau has
     * made of it, this epoch considered. No metric has this name.
     */
    public static final String LEARNING_RATE = "learning_rate";

    /** About how much memory it takes. */
    public int bytes() {
        int ofHistograms = histograms.stream()
                .mapToInt(record -> 96 + 8 * record.histogram().bins().length)
                .sum();
        return 80 * metrics.size() + TensorRecord.BYTES * tensors.size() + 56 * slopes.size() + ofHistograms;
    }
}
