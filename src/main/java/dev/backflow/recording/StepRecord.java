package dev.backflow.recording;

import java.util.List;

/**
 * The statistics recorded after a number of optimizer steps.
 *
 * @param step steps made since the network was untrained, in all epochs together
 * @param tensors layer by layer
 */
public record StepRecord(int step, List<TensorRecord> tensors) {

    /** About how much memory it takes. */
    public int bytes() {
        return TensorRecord.BYTES * tensors.size();
    }
}
