package dev.backflow.execution;

import dev.backflow.engine.Network;
import dev.backflow.engine.Observation;
import dev.backflow.engine.Trainer;
import dev.backflow.engine.TrainingObserver;
import dev.backflow.engine.layers.Layer;
import dev.backflow.runs.Replay;
import dev.backflow.runs.RunSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Copies a network at chosen epochs: its weights, their gradients and the signal of each unit on the recording's
 * sample. What it answers is computed by a copy, because the observed network must be left alone.
 */
final class FrameObserver implements TrainingObserver {

    private final RunSpec spec;
    private final SortedSet<Integer> epochs;
    private final float[][] inputs;
    private final Network copy;
    private final List<Replay.Frame> seen = new ArrayList<>();
    private boolean complete;

    /** @param inputs what the copy is asked at each epoch, examples × inputs */
    FrameObserver(RunSpec spec, SortedSet<Integer> epochs, float[][] inputs) {
        this.spec = spec;
        this.epochs = epochs;
        this.inputs = inputs;
        copy = new Network(
                spec.network(),
                spec.training().loss(),
                spec.dataset().inputs(),
                Trainer.EVALUATED_AT_ONCE,
                spec.seed());
    }

    @Override
    public boolean observes(int epoch) {
        return epochs.contains(epoch);
    }

    @Override
    public Sample sample() {
        return spec.recording().sample();
    }

    @Override
    public void observed(Observation observation) {
        if (observes(observation.epoch())) {
            List<Replay.LayerFrame> layers = observation.network().layers().stream()
                    .map(FrameObserver::frame)
                    .toList();
            SavedNetworks.copy(observation.network(), copy);
            double loss = observation.training().loss();
            seen.add(new Replay.Frame(observation.epoch(), loss, layers, copy.predict(inputs)));
        }
        complete = observation.epoch() >= epochs.last();
    }

    /** Whether the last of the epochs has been seen. */
    boolean isComplete() {
        return complete;
    }

    List<Replay.Frame> seen() {
        return seen;
    }

    private static Replay.LayerFrame frame(Layer layer) {
        FMatrixRMaj kernel = layer.kernel();
        Map<String, float[]> vectors = new LinkedHashMap<>();
        layer.vectors().forEach((name, values) -> vectors.put(name, values.clone()));
        return new Replay.LayerFrame(
                layer.name(),
                kernel == null ? 0 : kernel.numRows,
                kernel == null ? 0 : kernel.numCols,
                copy(kernel),
                vectors,
                copy(layer.kernelGradient()),
                rms(layer.preActivationGradient()));
    }

    private static float @Nullable [] copy(@Nullable FMatrixRMaj matrix) {
        return matrix == null ? null : Arrays.copyOf(matrix.data, matrix.getNumElements());
    }

    /** Of each row, over its columns. */
    private static float[] rms(FMatrixRMaj matrix) {
        float[] rms = new float[matrix.numRows];
        for (int row = 0; row < rms.length; row++) {
            double squares = 0;
            for (int column = 0; column < matrix.numCols; column++) {
                double value = matrix.get(row, column);
                squares += value * value;
            }
            rms[row] = (float) Math.sqrt(squares / matrix.numCols);
        }
        return rms;
    }
}
