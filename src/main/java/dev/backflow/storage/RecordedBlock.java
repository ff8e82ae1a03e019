package dev.backflow.storage;

import dev.backflow.recording.Axis;
import java.util.List;
import java.util.Map;

/**
 * Everything recorded at consecutive recorded places of a run: epochs, or optimizer steps, at which there are only
 * tensors.
 *
 * @param places ascending
 * @param metrics in the order in which each epoch had them, a number for each epoch; may be NaN or ±∞
 * @param tensors layer by layer
 * @param slopes by layer that has them: a row for each {@link dev.backflow.recording.SlopeMeasure}, in its order, a
 *     number for each epoch; NaN where there is none
 */
public record RecordedBlock(
        Axis axis,
        int[] places,
        Map<String, double[]> metrics,
        List<TensorBlock> tensors,
        Map<String, double[][]> slopes) {}
