package dev.backflow.engine.layers;

import dev.backflow.engine.optimizers.Parameter;
import java.util.List;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;

/** What a signal passes without changing its shape, units × examples: live, with what the last pass left behind. */
sealed interface Stage permits DropoutStage, BatchNormalizationStage, LayerNormalizationStage {

    /** Draws the weights, those of the {@code place}-th layer. */
    void initialize(long seed, int place);

    /** @param signal modified: what comes in before, what goes out after */
    void forward(FMatrixRMaj signal, Pass pass);

    /**
     * Goes back through the last forward pass, which must have been one of training, and computes the gradients of this
     * stage's own weights.
     *
     * @param gradient modified: ∂L/∂(what went out) before, ∂L/∂(what came in) after
     */
    void backward(FMatrixRMaj gradient);

    /** Takes in of the batch last sent forward what no gradient teaches; called once for each step of training. */
    void updateMovingStatistics();

    /** What learning changes here. */
    List<Parameter> parameters();

    /** All weights by their names, in the order of {@code keras.Layer.get_weights()}. */
    Map<String, float[]> weights();
}
