package dev.backflow.execution;

import dev.backflow.engine.TrainingState;
import dev.backflow.recording.CheckpointPart;
import dev.backflow.recording.RecorderState;
import dev.backflow.storage.Checkpoint;
import dev.backflow.storage.Checkpoint.Part;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the engine and the recorder remember, as the parts of a checkpoint. */
final class TrainingStates {

    private static final double[] NO_NUMBERS = {};
    private static final float[] NOTHING = {};

    private TrainingStates() {}

    /** @param kernels how many layers have one */
    static Checkpoint checkpoint(TrainingState state, RecorderState recorder, int kernels) {
        Map<CheckpointPart, Part> parts = new EnumMap<>(CheckpointPart.class);
        parts.put(CheckpointPart.WEIGHTS, new Part(state.weights(), NO_NUMBERS));
        parts.put(CheckpointPart.OPTIMIZER, new Part(state.optimizer(), new double[] {state.steps()}));
        parts.put(CheckpointPart.SUPERVISION, new Part(state.bestWeights(), state.supervision()));
        parts.put(CheckpointPart.RECORDING, new Part(arrays(recorder, kernels), NO_NUMBERS));
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

    /** As many of epochs as there are kernels, then the same of steps; nothing in place of those that there are not. */
    private static List<float[]> arrays(RecorderState recorder, int kernels) {
        if (recorder.epochs().isEmpty() && recorder.steps().isEmpty()) {
            return List.of();
        }
        List<float[]> none = Collections.nCopies(kernels, NOTHING);
        return Stream.concat(
                        (recorder.epochs().isEmpty() ? none : recorder.epochs()).stream(), recorder.steps().stream())
                .toList();
    }

    /** The same, read back; a run that is forked may record other steps than the checkpoint knows. */
    static RecorderState recorder(Checkpoint checkpoint, int kernels) {
        List<float[]> arrays = checkpoint.part(CheckpointPart.RECORDING).arrays();
        return new RecorderState(
                present(arrays.subList(0, Math.min(kernels, arrays.size()))),
                present(arrays.subList(Math.min(kernels, arrays.size()), arrays.size())));
    }

    private static List<float[]> present(List<float[]> arrays) {
        return arrays.stream().filter(array -> array.length > 0).toList();
    }
}
