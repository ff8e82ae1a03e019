package dev.backflow.execution;

import dev.backflow.recording.CheckpointPart;
import dev.backflow.runs.CheckpointStore;
import dev.backflow.runs.RunConflictException;
import dev.backflow.storage.Checkpoint;
import dev.backflow.storage.Checkpoints;
import dev.backflow.storage.EncodedCheckpoint;
import dev.backflow.storage.UnreadableCheckpointException;
import java.util.List;
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
    public Optional<Found> nearest(String runId, int epoch) {
        try {
            return checkpoints.nearest(runId, epoch).map(Read::new);
        } catch (UnreadableCheckpointException e) {
            throw new RunConflictException(runId, "has a damaged checkpoint; fork it from an earlier epoch");
        }
    }

    private final class Read implements Found {

        private final Checkpoint checkpoint;

        private Read(Checkpoint checkpoint) {
            this.checkpoint = checkpoint;
        }

        @Override
        public int epoch() {
            return checkpoint.epoch();
        }

        @Override
        public void copyTo(String runId, Set<CheckpointPart> parts) {
            checkpoints.save(runId, List.of(EncodedCheckpoint.of(checkpoint.only(parts), true)));
        }
    }
}
