package dev.backflow.recording;

import dev.backflow.engine.layers.Layer;
import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.spec.WireNames;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is measured in a layer. Dropout and normalization layers have neither kernel nor bias, and their φ is the
 * identity: their output is their z and their activation, and δ is the loss's slope in it. A dense layer is measured
 * around what it has besides its kernel: z is what its activation function gets, after normalization; a is what it
 * hands on, after dropout and with the residual. All that depends on examples is measured on the sampled batch as
 * training sees it: with the masks of its step, normalized by its own mean and variance. L is the mean loss of that
 * batch with all penalties, and gradients are as back-propagation gives them, before any clipping.
 */
public enum Tensor {
    /** W, inputs × units. */
    KERNEL(Origin.WEIGHT, LayerSpec::hasKernel, (layer, updates) -> Values.of(layer.kernel())),
    /** b, one for each unit. What a normalization shifts by is no bias. */
    BIAS(Origin.WEIGHT, LayerSpec::hasBias, (layer, updates) -> Values.of(layer.bias())),
    /** ∂L/∂W. */
    KERNEL_GRADIENT(Origin.GRADIENT, LayerSpec::hasKernel, (layer, updates) -> Values.of(layer.kernelGradient())),
    /** ∂L/∂b. */
    BIAS_GRADIENT(Origin.GRADIENT, LayerSpec::hasBias, (layer, updates) -> Values.of(layer.biasGradient())),
    /** z, units × examples. */
    PRE_ACTIVATION(Origin.FORWARD, layer -> true, (layer, updates) -> Values.of(layer.preActivation())),
    /** a, units × examples. */
    ACTIVATION(Origin.FORWARD, layer -> true, (layer, updates) -> Values.of(layer.output())),
    /** δ = ∂L/∂z, units × examples: the back-propagated signal of Glorot and Bengio (2010). */
    PRE_ACTIVATION_GRADIENT(Origin.DELTA, layer -> true, (layer, updates) -> Values.of(layer.preActivationGradient())),
    /**
     * W minus W at the previous recorded epoch: all steps between them together. At epoch 0 there is no such matrix, so
     * it has no elements and its statistics are no numbers (not zeros), none of them counted as non-finite.
     */
    KERNEL_UPDATE(Origin.UPDATE, LayerSpec::hasKernel, (layer, updates) -> updates.of(layer));

    /**
     * Which step of training makes a tensor, in the order of the steps: what is wrong in one is wrong in those after
     * it.
     */
    public enum Origin {
        UPDATE(Way.WEIGHTS),
        WEIGHT(Way.WEIGHTS),
        FORWARD(Way.FORWARD),
        DELTA(Way.BACKWARD),
        GRADIENT(Way.BACKWARD);

        private final Way way;

        Origin(Way way) {
            this.way = way;
        }

        public Way way() {
            return way;
        }
    }

    /** In which order layers get theirs: all at once, from the first layer to the last, or back. */
    public enum Way {
        WEIGHTS,
        FORWARD,
        BACKWARD
    }

    private final Origin origin;
    private final Predicate<LayerSpec> place;
    private final BiFunction<Layer, KernelUpdates, @Nullable Values> values;

    Tensor(Origin origin, Predicate<LayerSpec> place, BiFunction<Layer, KernelUpdates, @Nullable Values> values) {
        this.origin = origin;
        this.place = place;
        this.values = values;
    }

    /** Which step of training makes it. */
    public Origin origin() {
        return origin;
    }

    /** Whether such a layer has this tensor. */
    public boolean isIn(LayerSpec layer) {
        return place.test(layer);
    }

    /** Null where the layer has no such tensor; of the change of kernels, {@code updates} knows. */
    @Nullable
    Values of(Layer layer, KernelUpdates updates) {
        return values.apply(layer, updates);
    }

    public String wireName() {
        return WireNames.of(this);
    }
}
