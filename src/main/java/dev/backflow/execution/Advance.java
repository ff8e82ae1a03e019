package dev.backflow.execution;

import dev.backflow.storage.EncodedCheckpoint;
import dev.backflow.storage.EncodedRecords;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a run has come since the last time, to be stored as a whole.
 *
 * @param records made since; they are later than every checkpoint stored before
 * @param checkpoints taken since, ascending; every epoch recorded before the last of them is among {@code records} or
 *     stored
 * @param epoch the last one recorded, at any time; −1 if there is none yet
 * @param trainedMillis how long the run has been trained, in all attempts together
 * @param end null while it goes on
 */
record Advance(
        Attempt attempt,
        EncodedRecords records,
        List<EncodedCheckpoint> checkpoints,
        int epoch,
        long trainedMillis,
        @Nullable RunEnd end) {

    String runId() {
        return attempt.runId();
    }

    /** The same run ended by an error, without what could not be stored. */
    Advance failed(RunEnd.Failure failure) {
        EncodedRecords none = EncodedRecords.of(runId(), List.of(), List.of());
        return new Advance(attempt, none, List.of(), -1, trainedMillis, failure);
    }
}
