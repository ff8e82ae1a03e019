package dev.backflow.engine.layers;

import dev.backflow.engine.activations.Activation;
import dev.backflow.engine.optimizers.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * A live layer of any kind: its weights, and what the last pass through it left behind. Kernels are inputs × units;
 * activations have one row for each unit and one column for each example of the last batch. A layer without a
 * non-linearity has the identity for φ: what it hands on is its z and its a.
 */
public abstract sealed class Layer permits DenseLayer, StageLayer {

    private final String name;

    /** What is handed on, units × examples. */
    final FMatrixRMaj output;

    /** ∂L/∂output while it is handed back, then δ. */
    final FMatrixRMaj delta;

    Layer(@Nullable String name, int units, int examples) {
        this.name = Objects.requireNonNull(name, "name");
        output = new FMatrixRMaj(units, examples);
        delta = new FMatrixRMaj(units, examples);
    }

    /**
     * Draws the weights; {@code place} counts all layers, {@code kernels} only those before this one that have a
     * kernel.
     */
    public abstract void initialize(long seed, int place, int kernels);

    /** Computes and returns the output from {@code input}, inputs × examples. */
    public abstract FMatrixRMaj forward(FMatrixRMaj input, Pass pass);

    /** Turns ∂L/∂output, which {@link #delta} must hold, into δ. */
    abstract void backToDelta();

    /** From δ computes the gradients of this layer's weights on the batch that {@code input} was. */
    public abstract void weightGradients(FMatrixRMaj input);

    /** After {@link #weightGradients}, writes ∂L/∂input. */
    public abstract void inputGradient(FMatrixRMaj gradient);

    /** Updates the moving statistics from the last training batch; called once for each step of training. */
    public abstract void updateMovingStatistics();

    /** What learning changes here. */
    public abstract List<Parameter> parameters();

    /** What the regularizers add to the loss of the batch last sent forward, added up over its examples. */
    public abstract double penaltySum();

    /** From what the next layer handed back computes δ. */
    public final void delta(Layer next) {
        delta.reshape(output.numRows, output.numCols);
        next.inputGradient(delta);
        backToDelta();
    }

    public final void set(LayerWeights weights) {
        FMatrixRMaj kernel = kernel();
        List<List<Double>> rows = weights.kernel();
        if (kernel != null && rows != null) {
            for (int row = 0; row < kernel.numRows; row++) {
                for (int column = 0; column < kernel.numCols; column++) {
                    kernel.unsafe_set(row, column, rows.get(row).get(column).floatValue());
                }
            }
        }
        vectors().forEach((name, values) -> {
            List<Double> given = Objects.requireNonNull(weights.vectors().get(name), name);
            for (int unit = 0; unit < values.length; unit++) {
                values[unit] = given.get(unit).floatValue();
            }
        });
    }

    static void copy(FMatrixRMaj from, FMatrixRMaj to) {
        to.reshape(from.numRows, from.numCols);
        System.arraycopy(from.data, 0, to.data, 0, from.getNumElements());
    }

    public final String name() {
        return name;
    }

    /** W, inputs × units, or null in a layer without. */
    public @Nullable FMatrixRMaj kernel() {
        return null;
    }

    /** ∂L/∂W of the last batch, or null in a layer without a kernel. */
    public @Nullable FMatrixRMaj kernelGradient() {
        return null;
    }

    /** b, or null in a layer without. */
    public float @Nullable [] bias() {
        return null;
    }

    /** ∂L/∂b of the last batch, or null in a layer without a bias. */
    public float @Nullable [] biasGradient() {
        return null;
    }

    /** φ, or null in a layer without. */
    public @Nullable Activation activation() {
        return null;
    }

    /** φ(z) of the last batch, units × examples: what is handed on, if nothing comes after φ. */
    public FMatrixRMaj activated() {
        return output;
    }

    /** z of the last batch, units × examples. */
    public FMatrixRMaj preActivation() {
        return output;
    }

    /** All weights but the kernel by their names, in the order of {@code keras.Layer.get_weights()}; live. */
    public abstract Map<String, float[]> vectors();

    /** a of the last batch: what the next layer gets, units × examples. */
    public final FMatrixRMaj output() {
        return output;
    }

    /** δ = ∂L/∂z of the last batch, units × examples. */
    public final FMatrixRMaj preActivationGradient() {
        return delta;
    }
}
