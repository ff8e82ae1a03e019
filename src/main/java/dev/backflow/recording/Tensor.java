package dev.backflow.recording;

import dev.backflow.engine.DenseLayer;
import dev.backflow.engine.WireNames;
import java.util.function.Function;
import org.ejml.data.FMatrixRMaj;

/** What is measured in a layer. */
public enum Tensor {
    /** W, inputs × units. */
    KERNEL(DenseLayer::kernel),
    /** ∂L/∂W of the sampled batch. */
    KERNEL_GRADIENT(DenseLayer::kernelGradient),
    /** a = φ(z) on the sampled batch. */
    ACTIVATION(DenseLayer::output),
    /** δ = ∂L/∂z on the sampled batch: the back-propagated signal of Glorot and Bengio (2010). */
    PRE_ACTIVATION_GRADIENT(DenseLayer::preActivationGradient);

    private final Function<DenseLayer, FMatrixRMaj> matrix;

    Tensor(Function<DenseLayer, FMatrixRMaj> matrix) {
        this.matrix = matrix;
    }

    Statistics measure(DenseLayer layer) {
        FMatrixRMaj measured = matrix.apply(layer);
        return Statistics.of(measured.data, measured.getNumElements());
    }

    public String wireName() {
        return WireNames.of(this);
    }
}
