package dev.backflow.execution;

import dev.backflow.runs.RunSpec;
import dev.backflow.storage.Checkpoint;
import java.util.Optional;

/**
 * One try at a run. Only the latest may write.
 *
 * @param token tells it from all others
 * @param checkpoint where it goes on; empty if it begins with the untrained network
 * @param trainedMillis how long the run has been trained before
 */
record Attempt(String runId, long token, RunSpec spec, Optional<Checkpoint> checkpoint, long trainedMillis) {

    /** The epoch that it begins with. */
    int firstEpoch() {
        return checkpoint.map(Checkpoint::epoch).orElse(0);
    }
}
