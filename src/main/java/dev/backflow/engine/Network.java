package dev.backflow.engine;

import dev.backflow.engine.activations.ElementwiseActivation;
import dev.backflow.engine.layers.DenseLayer;
import dev.backflow.engine.layers.Layer;
import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.engine.layers.Pass;
import dev.backflow.engine.losses.Loss;
import dev.backflow.engine.losses.Objective;
import dev.backflow.engine.optimizers.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** A live multilayer perceptron: its layers in order, forward and backward through all of them. */
public final class Network {

    /** Products that take some milliseconds. */
    private static final long LONG = 100_000_000;

    private final List<Layer> layers;

    /** The same: going through a list would allocate. */
    private final Layer[] inOrder;

    private final DenseLayer last;
    private final Objective objective;
    private final int largestKernel;
    private TrainingControl control = TrainingControl.NONE;

    /**
     * The untrained network.
     *
     * @param inputs features of an example
     * @param examples the largest batch that will pass through
     */
    public Network(NetworkSpec spec, Loss loss, int inputs, int examples, long seed) {
        List<Layer> built = new ArrayList<>();
        int width = inputs;
        int kernels = 0;
        for (LayerSpec layerSpec : spec.expanded()) {
            int place = built.size();
            Layer layer = layerSpec.layer(width, examples, seed, place);
            if (spec.initialWeights() == null) {
                layer.initialize(seed, place, kernels);
            } else {
                layer.set(spec.initialWeights().get(place));
            }
            built.add(layer);
            width = layerSpec.units(width);
            kernels += layer.kernel() == null ? 0 : 1;
        }
        layers = List.copyOf(built);
        inOrder = built.toArray(Layer[]::new);
        last = (DenseLayer) inOrder[inOrder.length - 1];
        largestKernel = built.stream()
                .map(Layer::kernel)
                .filter(Objects::nonNull)
                .mapToInt(FMatrixRMaj::getNumElements)
                .max()
                .orElse(0);
        objective = loss.over(last.handsOnActivation() ? last.activation() : new ElementwiseActivation.Linear());
    }

    /** Lets passes that take long end before any layer, with results that mean nothing, once training is stopped. */
    void heed(TrainingControl stopping) {
        control = stopping;
    }

    /** Whether a pass of so many examples may have been cut short. */
    boolean isCut(int examples) {
        return (long) examples * largestKernel >= LONG && control.stopped();
    }

    /** The predictions, outputs × examples, for {@code input}, inputs × examples; valid until the next pass. */
    public FMatrixRMaj forward(FMatrixRMaj input) {
        return forward(input, Pass.INFERENCE);
    }

    FMatrixRMaj forward(FMatrixRMaj input, Pass pass) {
        FMatrixRMaj output = input;
        for (Layer layer : inOrder) {
            if (isCut(input.numCols)) {
                break;
            }
            output = layer.forward(output, pass);
        }
        return output;
    }

    /** The predictions for any number of examples: of examples × inputs, examples × outputs. */
    public float[][] predict(float[][] inputs) {
        float[][] predictions = new float[inputs.length][];
        FMatrixRMaj batch = new FMatrixRMaj(inputs.length == 0 ? 1 : inputs[0].length, Trainer.EVALUATED_AT_ONCE);
        for (int from = 0; from < inputs.length; from += Trainer.EVALUATED_AT_ONCE) {
            int to = Math.min(from + Trainer.EVALUATED_AT_ONCE, inputs.length);
            load(inputs, from, to, batch);
            unload(forward(batch), predictions, from);
        }
        return predictions;
    }

    private static void load(float[][] rows, int from, int to, FMatrixRMaj columns) {
        columns.reshape(columns.numRows, to - from);
        for (int row = from; row < to; row++) {
            for (int feature = 0; feature < columns.numRows; feature++) {
                columns.set(feature, row - from, rows[row][feature]);
            }
        }
    }

    private static void unload(FMatrixRMaj outputs, float[][] rows, int from) {
        for (int example = 0; example < outputs.numCols; example++) {
            float[] row = new float[outputs.numRows];
            for (int output = 0; output < row.length; output++) {
                row[output] = outputs.get(output, example);
            }
            rows[from + example] = row;
        }
    }

    /** The predictions of the batch last sent forward, outputs × examples; valid until the next pass. */
    FMatrixRMaj output() {
        return last.output();
    }

    /** The loss of the batch last sent forward with all penalties, added up over its examples. */
    public double lossSum(FMatrixRMaj targets) {
        return lossSum(targets, null);
    }

    /** The same where examples count with these weights. */
    double lossSum(FMatrixRMaj targets, float @Nullable [] weights) {
        FMatrixRMaj z = last.handsOnActivation() ? last.preActivation() : last.output();
        double sum = weighted(weights).sum(z, last.output(), targets);
        for (Layer layer : inOrder) {
            sum += layer.penaltySum();
        }
        return sum;
    }

    private Objective weighted(float @Nullable [] weights) {
        return weights == null ? objective : new Objective.Weighted(objective, weights);
    }

    /** Computes δ and all gradients for the batch last sent forward, which must have been sent to train. */
    void backward(FMatrixRMaj input, FMatrixRMaj targets, float @Nullable [] weights) {
        last.delta(weighted(weights), targets);
        for (int i = inOrder.length - 1; i >= 0 && !isCut(input.numCols); i--) {
            Layer layer = inOrder[i];
            if (i < inOrder.length - 1) {
                layer.delta(inOrder[i + 1]);
            }
            layer.weightGradients(i == 0 ? input : inOrder[i - 1].output());
        }
    }

    /** Updates the moving statistics from the last training batch; called once for each step of training. */
    void updateMovingStatistics() {
        for (Layer layer : inOrder) {
            layer.updateMovingStatistics();
        }
    }

    public List<Layer> layers() {
        return layers;
    }

    /** Everything that gradients change, layer by layer. */
    List<Parameter> parameters() {
        return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
    }

    /** Everything that training changes, layer by layer: moving averages too. */
    List<float[]> weights() {
        List<float[]> weights = new ArrayList<>();
        for (Layer layer : layers) {
            if (layer.kernel() != null) {
                weights.add(layer.kernel().data);
            }
            weights.addAll(layer.vectors().values());
        }
        return weights;
    }
}
