package dev.backflow.execution;

import dev.backflow.recording.CheckpointPart;
import dev.backflow.runs.CheckpointStore;
import dev.backflow.storage.Checkpoints;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Finds the checkpoints that forks begin with. */
@Component
class ForkedCheckpoints implements CheckpointStore {

    private final Checkpoints checkpoints;

    ForkedCheckpoints(Checkpoints checkpoints) {
        this.checkpoints = checkpoints;
    }

    @Override
    public Optional<Integer> nearest(String runId, int epoch) {
        return checkpoints.nearest(runId, epoch);
    }

    @Override
    public void copy(String runId, int epoch, String toRunId, Set<CheckpointPart> parts) {
        checkpoints.copy(runId, epoch, toRunId, parts);
    }
}
