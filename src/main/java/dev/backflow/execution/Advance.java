package dev.backflow.execution;

import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.StepRecord;
import dev.backflow.storage.EncodedCheckpoint;
import java.util.List;

/**
 * How far a run has come since the last time, to be stored as a whole.
 *
 * @param epochs recorded since
 * @param steps recorded since
 * @param checkpoints taken since, ascending; every epoch recorded before the last of them is among {@code epochs} or stored
 * @param trainedMillis how long the run has been trained, in all attempts together
 */
record Advance(
        List<EpochRecord> epochs, List<StepRecord> steps, List<EncodedCheckpoint> checkpoints, long trainedMillis) {

    /** The epoch that the run is at if it is interrupted after this. */
    int epoch() {
        return checkpoints.get(checkpoints.size() - 1).epoch();
    }

    /** The last epoch whose numbers are among these, or {@code otherwise}. */
    int recorded(int otherwise) {
        return epochs.isEmpty() ? otherwise : epochs.get(epochs.size() - 1).epoch();
    }
}
