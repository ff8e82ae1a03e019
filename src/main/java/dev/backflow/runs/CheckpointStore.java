package dev.backflow.runs;

import dev.backflow.recording.CheckpointPart;
import java.util.Optional;
import java.util.Set;

/** Where checkpoints of runs are kept. Calls join the transaction of the caller. */
public interface CheckpointStore {

    /** The latest checkpoint of the run up to this epoch, read whole: its worker may replace it at any moment. */
    Optional<Found> nearest(String runId, int epoch);

    /** A checkpoint as it was when it was looked for. */
    interface Found {

        int epoch();

        /** Gives it to another run, with only these parts of it. */
        void copyTo(String runId, Set<CheckpointPart> parts);
    }
}
