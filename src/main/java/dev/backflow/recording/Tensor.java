package dev.backflow.recording;

import dev.backflow.engine.Layer;
import dev.backflow.engine.WireNames;
import java.util.function.Function;
import org.ejml.data.FMatrixRMaj;

/**
 * What is measured in a layer. Dropout and normalization that stand by themselves have no kernel, and their φ is the
 * identity: what they hand on is their activation, and δ is the loss's slope in it. A dense layer is measured around its
 * remedies: z is what its activation function gets, after normalization; a is what it hands on, after dropout and with
 * the residual.
 */
public enum Tensor {
    /** W, inputs × units. */
    KERNEL(true, Layer::kernel),
    /** ∂L/∂W of the sampled batch. */
    KERNEL_GRADIENT(true, Layer::kernelGradient),
    /** a on the sampled batch. */
    ACTIVATION(false, Layer::output),
    /** δ = ∂L/∂z on the sampled batch: the back-propagated signal of Glorot and Bengio (2010). */
    PRE_ACTIVATION_GRADIENT(false, Layer::preActivationGradient);

    private final boolean needsKernel;
    private final Function<Layer, FMatrixRMaj> matrix;

    Tensor(boolean needsKernel, Function<Layer, FMatrixRMaj> matrix) {
        this.needsKernel = needsKernel;
        this.matrix = matrix;
    }

    /** Whether only layers with a kernel have it. */
    public boolean needsKernel() {
        return needsKernel;
    }

    boolean isIn(Layer layer) {
        return !needsKernel || layer.kernel() != null;
    }

    Statistics measure(Layer layer) {
        FMatrixRMaj measured = matrix.apply(layer);
        return Statistics.of(measured.data, measured.getNumElements());
    }

    public String wireName() {
        return WireNames.of(this);
    }
}
