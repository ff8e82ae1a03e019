package dev.backflow.execution;

import dev.backflow.engine.Network;
import dev.backflow.engine.Trainer;
import dev.backflow.engine.layers.Layer;
import dev.backflow.runs.NoSuchRunException;
import dev.backflow.runs.Predictor;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunConflictException;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.RunState;
import dev.backflow.storage.LayerValues;
import dev.backflow.storage.SavedWeights;
import java.util.List;
import java.util.Objects;
import org.ejml.data.FMatrixRMaj;
import org.springframework.stereotype.Component;

/** Trained networks, built anew from their weights as the trainer built them, so that they compute in the same way. */
@Component
class SavedNetworks implements Predictor {

    private final SavedWeights weights;

    SavedNetworks(SavedWeights weights) {
        this.weights = weights;
    }

    @Override
    public Prediction predict(Run run, RunSpec spec, float[][] inputs) {
        if (run.state() != RunState.SUCCEEDED) {
            throw new RunConflictException(
                    run.id(), "is " + run.state().wireName() + "; it makes predictions once it has succeeded");
        }
        SavedWeights.Saved saved = weights.load(run.id()).orElseThrow(() -> new NoSuchRunException(run.id()));
        return new Prediction(saved.epoch(), network(spec, saved.layers()).predict(inputs));
    }

    /** Gives a network of the same spec all weights of another. */
    static void copy(Network from, Network to) {
        for (int i = 0; i < from.layers().size(); i++) {
            Layer source = from.layers().get(i);
            Layer target = to.layers().get(i);
            FMatrixRMaj kernel = source.kernel();
            if (kernel != null) {
                FMatrixRMaj live = Objects.requireNonNull(target.kernel(), target.name());
                System.arraycopy(kernel.data, 0, live.data, 0, kernel.getNumElements());
            }
            source.vectors().forEach((name, values) -> {
                float[] live = Objects.requireNonNull(target.vectors().get(name), name);
                System.arraycopy(values, 0, live, 0, values.length);
            });
        }
    }

    private static Network network(RunSpec spec, List<LayerValues> saved) {
        int capacity = Trainer.capacity(spec.training(), spec.recording().sample(), spec.trainingExamples());
        Network network = new Network(
                spec.network(), spec.training().loss(), spec.dataset().inputs(), capacity, spec.seed());
        for (int i = 0; i < saved.size(); i++) {
            Layer layer = network.layers().get(i);
            LayerValues values = saved.get(i);
            float[] kernel = values.kernel();
            if (kernel != null) {
                FMatrixRMaj live = Objects.requireNonNull(layer.kernel(), layer.name());
                System.arraycopy(kernel, 0, live.data, 0, kernel.length);
            }
            layer.vectors().forEach((name, live) -> {
                float[] vector = Objects.requireNonNull(values.vectors().get(name), name);
                System.arraycopy(vector, 0, live, 0, vector.length);
            });
        }
        return network;
    }
}
