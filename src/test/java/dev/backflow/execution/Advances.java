package dev.backflow.execution;

import dev.backflow.recording.CheckpointPart;
import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.StepRecord;
import dev.backflow.storage.Checkpoint;
import dev.backflow.storage.EncodedCheckpoint;
import dev.backflow.storage.EncodedRecords;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What tests store of runs. */
final class Advances {

    private Advances() {}

    /** Epochs without tensors, and a checkpoint unless it is −1. */
    static Advance of(Attempt attempt, int from, int to, int checkpoint, RunEnd end) {
        List<EpochRecord> epochs = IntStream.rangeClosed(from, to)
                .mapToObj(epoch ->
                        new EpochRecord(epoch, Map.of("loss", (double) epoch), List.of(), List.of(), List.of()))
                .toList();
        List<StepRecord> steps = List.of();
        List<EncodedCheckpoint> checkpoints = checkpoint < 0
                ? List.of()
                : List.of(EncodedCheckpoint.of(
                        new Checkpoint(
                                checkpoint,
                                Map.of(
                                        CheckpointPart.WEIGHTS,
                                        new Checkpoint.Part(List.of(new float[] {checkpoint}), new double[0]))),
                        false));
        return new Advance(attempt, EncodedRecords.of(attempt.runId(), epochs, steps), checkpoints, to, 7, end);
    }
}
