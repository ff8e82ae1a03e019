package dev.backflow.execution;

import dev.backflow.engine.TrainingState;
import dev.backflow.recording.CheckpointPart;
import dev.backflow.storage.Checkpoint;
import dev.backflow.storage.Checkpoint.Part;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the engine and the recorder remember, as the parts of a checkpoint. */
final class TrainingStates {

    private static final double[] NO_NUMBERS = {};

    private TrainingStates() {}

    /** @param kernels of all layers that have one, in their order, as the recorder remembers them; none if it does not */
    static Checkpoint checkpoint(TrainingState state, List<float[]> kernels) {
        Map<CheckpointPart, Part> parts = new EnumMap<>(CheckpointPart.class);
        parts.put(CheckpointPart.WEIGHTS, new Part(state.weights(), NO_NUMBERS));
        parts.put(CheckpointPart.OPTIMIZER, new Part(state.optimizer(), new double[] {state.steps()}));
        parts.put(CheckpointPart.SUPERVISION, new Part(state.bestWeights(), state.supervision()));
        parts.put(CheckpointPart.RECORDING, new Part(kernels, NO_NUMBERS));
        return new Checkpoint(state.epoch(), parts);
    }

    static TrainingState state(Checkpoint checkpoint) {
        List<float[]> weights = checkpoint.part(CheckpointPart.WEIGHTS).arrays();
        Part optimizer = checkpoint.part(CheckpointPart.OPTIMIZER);
        Part supervision = checkpoint.part(CheckpointPart.SUPERVISION);
        long steps = optimizer.numbers().length == 0 ? 0 : (long) optimizer.numbers()[0];
        return new TrainingState(
                checkpoint.epoch(), weights, optimizer.arrays(), steps, supervision.numbers(), supervision.arrays());
    }
}
