package dev.backflow.engine.layers;

import dev.backflow.engine.activations.Activation;
import dev.backflow.engine.initializers.Initializer;
import java.util.Optional;

/**
 * What a layer does to its input, in steps that follow each other in this order, each there only if the layer has it:
 * z = N(Wᵀ x + b), then a = D(φ(z)) + x. Rules and theory know layers as this, and no type of layer.
 *
 * @param kernel W and b
 * @param normalization N
 * @param activation φ, the identity where there is none
 * @param dropout the share of φ(z) that D drops while training
 * @param residual whether the input is added to what is handed on
 */
public record LayerParts(
        Optional<Kernel> kernel,
        Optional<Normalization> normalization,
        Optional<Activation> activation,
        double dropout,
        boolean residual) {

    /**
     * Wᵀ x + b in the untrained network.
     *
     * @param bias how b is drawn, if there is one
     */
    public record Kernel(Initializer weights, Initializer bias, boolean hasBias) {}

    static LayerParts dropping(double rate) {
        return new LayerParts(Optional.empty(), Optional.empty(), Optional.empty(), rate, false);
    }

    static LayerParts normalizing(Normalization normalization) {
        return new LayerParts(Optional.empty(), Optional.of(normalization), Optional.empty(), 0, false);
    }
}
