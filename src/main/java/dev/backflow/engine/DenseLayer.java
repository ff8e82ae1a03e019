package dev.backflow.engine;

import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * A live layer a = φ(z), z = Wᵀ x + b: its weights, and what the last pass through it left behind. Kernels are inputs ×
 * units; everything else has one row for each unit and one column for each example of the last batch.
 */
public final class DenseLayer {

    private final String name;
    private final Activation activation;
    private final FMatrixRMaj kernel;
    private final float[] bias;
    private final FMatrixRMaj kernelGradient;
    private final float[] biasGradient;
    private final FMatrixRMaj preActivation;
    private final FMatrixRMaj output;
    private final FMatrixRMaj delta;
    private final LayerPenalty penalty;

    DenseLayer(LayerSpec spec, int inputs, int examples) {
        name = spec.name();
        activation = spec.activation();
        kernel = new FMatrixRMaj(inputs, spec.units());
        kernelGradient = new FMatrixRMaj(inputs, spec.units());
        bias = spec.useBias() ? new float[spec.units()] : null;
        biasGradient = spec.useBias() ? new float[spec.units()] : null;
        preActivation = new FMatrixRMaj(spec.units(), examples);
        output = new FMatrixRMaj(spec.units(), examples);
        delta = new FMatrixRMaj(spec.units(), examples);
        penalty = new LayerPenalty(spec, this, examples);
    }

    void initialize(LayerSpec spec, long seed, int index) {
        int inputs = kernel.numRows;
        int units = kernel.numCols;
        spec.kernelInitializer()
                .fill(kernel.data, inputs, units, new RandomStream(seed, RandomStream.Purpose.KERNEL, index));
        if (bias != null) {
            spec.biasInitializer().fillBias(bias, inputs, new RandomStream(seed, RandomStream.Purpose.BIAS, index));
        }
    }

    void set(LayerWeights weights) {
        for (int row = 0; row < kernel.numRows; row++) {
            for (int column = 0; column < kernel.numCols; column++) {
                kernel.unsafe_set(
                        row, column, weights.kernel().get(row).get(column).floatValue());
            }
        }
        for (int unit = 0; bias != null && unit < bias.length; unit++) {
            bias[unit] = weights.bias().get(unit).floatValue();
        }
    }

    /** Computes z and a from {@code input}, inputs × examples. */
    FMatrixRMaj forward(FMatrixRMaj input) {
        preActivation.reshape(kernel.numCols, input.numCols);
        output.reshape(kernel.numCols, input.numCols);
        Products.preActivation(kernel, bias, input, preActivation);
        activation.forward(preActivation, output);
        return output;
    }

    /** From δ, which must be set, computes the gradients of this layer's weights on the batch that {@code input} was. */
    void weightGradients(FMatrixRMaj input) {
        Products.kernelGradient(input, delta, kernelGradient);
        if (bias != null) {
            Products.biasGradient(delta, biasGradient);
        }
        penalty.addToWeightGradients();
    }

    /** From the next layer's δ computes this layer's: δ = (W₊ δ₊) ⊙ φ′(z). */
    void delta(DenseLayer next) {
        delta.reshape(kernel.numCols, next.delta.numCols);
        Products.inputGradient(next.kernel, next.delta, delta);
        activation.backward(preActivation, output, delta);
        penalty.addToDelta();
    }

    /** From the loss computes the last layer's δ. */
    void delta(Objective objective, FMatrixRMaj targets) {
        delta.reshape(targets.numRows, targets.numCols);
        objective.delta(preActivation, output, targets, delta);
        penalty.addToDelta();
    }

    /** What the regularizers add to the loss of the batch last sent forward, added up over its examples. */
    double penaltySum() {
        return penalty.sum();
    }

    /** What learning changes here. */
    List<Parameter> parameters() {
        Parameter weights = new Parameter(kernel.data, kernelGradient.data);
        return bias == null ? List.of(weights) : List.of(weights, new Parameter(bias, biasGradient));
    }

    public String name() {
        return name;
    }

    /** φ. */
    public Activation activation() {
        return activation;
    }

    /** W, inputs × units. */
    public FMatrixRMaj kernel() {
        return kernel;
    }

    /** b, or null in a layer without. */
    public float[] bias() {
        return bias;
    }

    /** ∂L/∂W of the last batch. */
    public FMatrixRMaj kernelGradient() {
        return kernelGradient;
    }

    /** ∂L/∂b of the last batch, or null in a layer without bias. */
    public float[] biasGradient() {
        return biasGradient;
    }

    /** z of the last batch, units × examples. */
    public FMatrixRMaj preActivation() {
        return preActivation;
    }

    /** a of the last batch, units × examples. */
    public FMatrixRMaj output() {
        return output;
    }

    /** δ = ∂L/∂z of the last batch, units × examples. */
    public FMatrixRMaj preActivationGradient() {
        return delta;
    }
}
