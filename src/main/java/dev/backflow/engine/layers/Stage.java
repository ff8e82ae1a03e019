package dev.backflow.engine.layers;

import dev.backflow.engine.optimizers.Parameter;
import java.util.List;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;

/**
 * A live part of a layer that keeps the shape of what passes through it, units × examples, and remembers the last pass.
 * One without weights has nothing to add to the methods that are about them.
 */
interface Stage {

    /** Draws the weights, those of the {@code place}-th layer. */
    default void initialize(long seed, int place) {}

    /** @param x modified: what comes in before, what goes out after */
    void forward(FMatrixRMaj x, Pass pass);

    /**
     * Goes back through the last forward pass, which must have been one of training, and computes the gradients of this
     * stage's own weights.
     *
     * @param gradient modified: ∂L/∂(what went out) before, ∂L/∂(what came in) after
     */
    void backward(FMatrixRMaj gradient);

    /** Updates the moving statistics from the last training batch; called once for each step of training. */
    default void updateMovingStatistics() {}

    /** What learning changes here. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /** All weights by their names, in the order of {@code keras.Layer.get_weights()}. */
    default Map<String, float[]> weights() {
        return Map.of();
    }
}
