package dev.backflow.engine.layers;

import dev.backflow.engine.activations.Activation;
import dev.backflow.engine.losses.Objective;
import dev.backflow.engine.numerics.RandomStream;
import dev.backflow.engine.optimizers.Parameter;
import dev.backflow.engine.products.Products;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * A live dense layer z = N(Wᵀ x + b), a = D(φ(z)) + x, see {@link LayerSpec.Dense}. Without normalization N, dropout D
 * and the residual, nothing is computed or stored for them.
 */
public final class DenseLayer extends Layer {

    private final LayerSpec.Dense spec;
    private final FMatrixRMaj kernel;
    private final FMatrixRMaj kernelGradient;
    private final @Nullable Parameter bias;
    private final FMatrixRMaj preActivation;
    private final Products products;
    private final LayerPenalty penalty;
    private final @Nullable Stage normalization;
    private final @Nullable Stage dropout;

    /** φ(z): the output itself where nothing comes after it. */
    private final FMatrixRMaj activated;

    /** ∂L/∂(Wᵀ x + b): δ itself without normalization. */
    private final FMatrixRMaj linearGradient;

    /** ∂L/∂output, for the residual only. */
    private final @Nullable FMatrixRMaj outputGradient;

    DenseLayer(LayerSpec.Dense spec, int inputs, int examples, RandomStream masks) {
        super(spec.name(), spec.units(), examples);
        this.spec = spec;
        int units = spec.units();
        kernel = new FMatrixRMaj(inputs, units);
        kernelGradient = new FMatrixRMaj(inputs, units);
        bias = spec.useBias() ? new Parameter(new float[units], new float[units]) : null;
        preActivation = new FMatrixRMaj(units, examples);
        products = Products.of(inputs, units, examples);
        normalization =
                spec.normalization() == null ? null : spec.normalization().stage(units, examples);
        dropout = spec.dropout() > 0 ? new DropoutStage(spec.dropout(), masks, units, examples) : null;
        activated = handsOnActivation() ? output : new FMatrixRMaj(units, examples);
        linearGradient = normalization == null ? delta : new FMatrixRMaj(units, examples);
        outputGradient = spec.residual() ? new FMatrixRMaj(units, examples) : null;
        penalty = new LayerPenalty(spec, this, examples);
    }

    @Override
    public void initialize(long seed, int place, int kernels) {
        int inputs = kernel.numRows;
        spec.kernelInitializer()
                .fill(
                        kernel.data,
                        inputs,
                        kernel.numCols,
                        new RandomStream(seed, RandomStream.Purpose.KERNEL, kernels));
        if (bias != null) {
            spec.biasInitializer()
                    .fillBias(bias.weights(), inputs, new RandomStream(seed, RandomStream.Purpose.BIAS, kernels));
        }
        if (normalization != null) {
            normalization.initialize(seed, place);
        }
    }

    @Override
    public FMatrixRMaj forward(FMatrixRMaj input, Pass pass) {
        preActivation.reshape(kernel.numCols, input.numCols);
        activated.reshape(kernel.numCols, input.numCols);
        products.preActivation(kernel, bias(), input, preActivation);
        if (normalization != null) {
            normalization.forward(preActivation, pass);
        }
        spec.activation().forward(preActivation, activated);
        if (!handsOnActivation()) {
            finish(input, pass);
        }
        return output;
    }

    private void finish(FMatrixRMaj input, Pass pass) {
        copy(activated, output);
        if (dropout != null) {
            dropout.forward(output, pass);
        }
        if (spec.residual()) {
            add(input, output);
        }
    }

    /** Whether the output is φ(z) as it is. */
    public boolean handsOnActivation() {
        return dropout == null && !spec.residual();
    }

    /** From the loss computes the last layer's δ. */
    public void delta(Objective objective, FMatrixRMaj targets) {
        delta.reshape(targets.numRows, targets.numCols);
        if (handsOnActivation()) {
            objective.delta(preActivation, output, targets, delta);
            penalty.addToDelta();
        } else {
            objective.delta(output, output, targets, delta);
            backToDelta();
        }
    }

    /** δ = φ′(z) ⊙ ∂L/∂φ(z). */
    @Override
    void backToDelta() {
        if (outputGradient != null) {
            copy(delta, outputGradient);
        }
        if (dropout != null) {
            dropout.backward(delta);
        }
        spec.activation().backward(preActivation, activated, delta);
        penalty.addToDelta();
    }

    @Override
    public void weightGradients(FMatrixRMaj input) {
        if (normalization != null) {
            copy(delta, linearGradient);
            normalization.backward(linearGradient);
        }
        products.kernelGradient(input, linearGradient, kernelGradient);
        if (bias != null) {
            Products.biasGradient(linearGradient, bias.gradient());
        }
        penalty.addToWeightGradients();
    }

    @Override
    public void inputGradient(FMatrixRMaj gradient) {
        products.inputGradient(kernel, linearGradient, gradient);
        if (outputGradient != null) {
            add(outputGradient, gradient);
        }
    }

    private static void add(FMatrixRMaj addend, FMatrixRMaj sum) {
        for (int i = 0, n = sum.getNumElements(); i < n; i++) {
            sum.data[i] += addend.data[i];
        }
    }

    @Override
    public void updateMovingStatistics() {
        if (normalization != null) {
            normalization.updateMovingStatistics();
        }
    }

    @Override
    public double penaltySum() {
        return penalty.sum();
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(new Parameter(kernel.data, kernelGradient.data));
        if (bias != null) {
            parameters.add(bias);
        }
        if (normalization != null) {
            parameters.addAll(normalization.parameters());
        }
        return parameters;
    }

    @Override
    public Activation activation() {
        return spec.activation();
    }

    @Override
    public FMatrixRMaj kernel() {
        return kernel;
    }

    @Override
    public float @Nullable [] bias() {
        return bias == null ? null : bias.weights();
    }

    @Override
    public Map<String, float[]> vectors() {
        Map<String, float[]> vectors = new LinkedHashMap<>();
        if (bias != null) {
            vectors.put(WeightNames.BIAS, bias.weights());
        }
        if (normalization != null) {
            vectors.putAll(normalization.weights());
        }
        return vectors;
    }

    @Override
    public FMatrixRMaj kernelGradient() {
        return kernelGradient;
    }

    @Override
    public float @Nullable [] biasGradient() {
        return bias == null ? null : bias.gradient();
    }

    /** z of the last batch, what φ acts on, units × examples. */
    @Override
    public FMatrixRMaj preActivation() {
        return preActivation;
    }

    /** φ(z) of the last batch, before dropout and residual, units × examples. */
    @Override
    public FMatrixRMaj activated() {
        return activated;
    }
}
