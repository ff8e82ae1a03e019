package dev.backflow.engine.losses;

import org.ejml.data.FMatrixRMaj;

/** A loss that looks at one output and its target at a time; that of an example is the mean over its outputs. */
public sealed interface ElementwiseLoss extends Loss permits ProbabilityLoss, RegressionLoss, MarginLoss {

    /** The loss of one output. */
    float value(float y, float t);

    /** ∂value/∂y. At a kink, Keras' choice. */
    float slope(float y, float t);

    @Override
    default boolean isElementwise() {
        return true;
    }

    @Override
    default double sum(FMatrixRMaj outputs, FMatrixRMaj targets) {
        double sum = 0;
        for (int i = 0, n = outputs.getNumElements(); i < n; i++) {
            sum += value(outputs.data[i], targets.data[i]);
        }
        return sum / outputs.numRows;
    }

    @Override
    default void gradient(FMatrixRMaj outputs, FMatrixRMaj targets, FMatrixRMaj gradient) {
        float scale = 1f / outputs.getNumElements();
        for (int i = 0, n = outputs.getNumElements(); i < n; i++) {
            gradient.data[i] = scale * slope(outputs.data[i], targets.data[i]);
        }
    }
}
