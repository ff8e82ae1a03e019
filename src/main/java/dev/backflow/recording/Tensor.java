package dev.backflow.recording;

import dev.backflow.engine.layers.Layer;
import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.spec.WireNames;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What is measured in a layer. Dropout and normalization that stand by themselves have neither kernel nor bias, and their φ
 * is the identity: what they hand on is their z and their activation, and δ is the loss's slope in it. A dense layer is
 * measured around its remedies: z is what its activation function gets, after normalization; a is what it hands on, after
 * dropout and with the residual. All that depends on examples is measured on the sampled batch as training sees it: with
 * the masks of its step, normalized by its own mean and variance. L is the mean loss of that batch with all penalties, and
 * gradients are as back-propagation gives them, before any clipping.
 */
public enum Tensor {
    /** W, inputs × units. */
    KERNEL(Tensor::hasKernel, layer -> Values.of(layer.kernel())),
    /** b, one for each unit. What a normalization shifts by is no bias. */
    BIAS(Tensor::hasBias, layer -> Values.of(layer.bias())),
    /** ∂L/∂W. */
    KERNEL_GRADIENT(Tensor::hasKernel, layer -> Values.of(layer.kernelGradient())),
    /** ∂L/∂b. */
    BIAS_GRADIENT(Tensor::hasBias, layer -> Values.of(layer.biasGradient())),
    /** z, units × examples. */
    PRE_ACTIVATION(layer -> true, layer -> Values.of(layer.preActivation())),
    /** a, units × examples. */
    ACTIVATION(layer -> true, layer -> Values.of(layer.output())),
    /** δ = ∂L/∂z, units × examples: the back-propagated signal of Glorot and Bengio (2010). */
    PRE_ACTIVATION_GRADIENT(layer -> true, layer -> Values.of(layer.preActivationGradient())),
    /**
     * W minus W at the previous recorded epoch: all steps between them together. At epoch 0 there is no such matrix, so it
     * has no elements and its statistics are no numbers (not zeros), none of them counted as non-finite.
     */
    KERNEL_UPDATE(Tensor::hasKernel, null);

    private final Predicate<LayerSpec> place;
    private final Function<Layer, Values> values;

    Tensor(Predicate<LayerSpec> place, Function<Layer, Values> values) {
        this.place = place;
        this.values = values;
    }

    private static boolean hasKernel(LayerSpec layer) {
        return layer instanceof LayerSpec.Dense;
    }

    private static boolean hasBias(LayerSpec layer) {
        return layer instanceof LayerSpec.Dense dense && dense.useBias();
    }

    /** Whether such a layer has this tensor. */
    public boolean isIn(LayerSpec layer) {
        return place.test(layer);
    }

    /** Null where the layer has no such tensor; of the change of kernels, {@link KernelUpdates} knows. */
    Values of(Layer layer, KernelUpdates updates) {
        return this == KERNEL_UPDATE ? updates.of(layer) : values.apply(layer);
    }

    public String wireName() {
        return WireNames.of(this);
    }
}
