package dev.backflow.engine;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/** A live multilayer perceptron: its layers in order, forward and backward through all of them. */
public final class Network {

    private final List<DenseLayer> layers;
    private final Objective objective;

    /**
     * The untrained network.
     *
     * @param inputs features of an example
     * @param examples the largest batch that will pass through
     */
    public Network(NetworkSpec spec, Loss loss, int inputs, int examples, long seed) {
        List<DenseLayer> built = new ArrayList<>();
        int width = inputs;
        for (LayerSpec layerSpec : spec.expanded()) {
            DenseLayer layer = new DenseLayer(layerSpec, width, examples);
            if (spec.initialWeights() == null) {
                layer.initialize(layerSpec, seed, built.size());
            } else {
                layer.set(spec.initialWeights().get(built.size()));
            }
            built.add(layer);
            width = layerSpec.units();
        }
        layers = List.copyOf(built);
        objective = loss.over(last().activation());
    }

    /** The predictions, outputs × examples, for {@code input}, inputs × examples; valid until the next pass. */
    public FMatrixRMaj forward(FMatrixRMaj input) {
        FMatrixRMaj signal = input;
        for (DenseLayer layer : layers) {
            signal = layer.forward(signal);
        }
        return signal;
    }

    /** The loss of the batch last sent forward with all penalties, added up over its examples. */
    public double lossSum(FMatrixRMaj targets) {
        double sum = objective.sum(last().preActivation(), last().output(), targets);
        for (DenseLayer layer : layers) {
            sum += layer.penaltySum();
        }
        return sum;
    }

    /** Computes δ and all gradients for the batch last sent forward. */
    public void backward(FMatrixRMaj input, FMatrixRMaj targets) {
        last().delta(objective, targets);
        for (int i = layers.size() - 1; i >= 0; i--) {
            DenseLayer layer = layers.get(i);
            if (i < layers.size() - 1) {
                layer.delta(layers.get(i + 1));
            }
            layer.weightGradients(i == 0 ? input : layers.get(i - 1).output());
        }
    }

    public List<DenseLayer> layers() {
        return layers;
    }

    /** Everything that learning changes, layer by layer. */
    List<Parameter> parameters() {
        return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
    }

    private DenseLayer last() {
        return layers.get(layers.size() - 1);
    }
}
