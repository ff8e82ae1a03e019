package dev.backflow.runs;

import dev.backflow.recording.CheckpointPart;
import java.util.Optional;
import java.util.Set;

/** Where checkpoints of runs are kept. Calls join the transaction of the caller. */
public interface CheckpointStore {

    /** The latest epoch up to this one of which the run has a checkpoint. */
    Optional<Integer> nearest(String runId, int epoch);

    /** Gives another run the checkpoint of this epoch, with only these parts of it. */
    void copy(String runId, int epoch, String toRunId, Set<CheckpointPart> parts);
}
