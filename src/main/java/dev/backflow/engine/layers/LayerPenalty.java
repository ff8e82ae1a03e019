package dev.backflow.engine.layers;

import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** What the regularizers of one layer add to the loss and to its gradients. */
final class LayerPenalty {

    private final DenseLayer layer;
    private final @Nullable Regularizer ofKernel;
    private final @Nullable Regularizer ofBias;
    private final @Nullable Regularizer ofActivity;
    private final FMatrixRMaj activityGradient;

    LayerPenalty(LayerSpec.Dense spec, DenseLayer layer, int examples) {
        this.layer = layer;
        ofKernel = spec.kernelRegularizer();
        ofBias = spec.biasRegularizer();
        ofActivity = spec.activityRegularizer();
        activityGradient = new FMatrixRMaj(ofActivity == null ? 0 : spec.units(), examples);
    }

    /** For the batch last sent forward, added up over its examples, as the loss is. */
    double sum() {
        double ofWeights = 0;
        if (ofKernel != null) {
            ofWeights += ofKernel.penalty(layer.kernel().data, layer.kernel().getNumElements());
        }
        float[] bias = layer.bias();
        if (ofBias != null && bias != null) {
            ofWeights += ofBias.penalty(bias, bias.length);
        }
        FMatrixRMaj activated = layer.activated();
        double activity = ofActivity == null ? 0 : ofActivity.penalty(activated.data, activated.getNumElements());
        return ofWeights * activated.numCols + activity;
    }

    /** Adds ∂penalty/∂W and ∂penalty/∂b to the gradients of the weights. */
    void addToWeightGradients() {
        if (ofKernel != null) {
            int weights = layer.kernel().getNumElements();
            ofKernel.addGradient(layer.kernel().data, layer.kernelGradient().data, weights, 1);
        }
        float[] bias = layer.bias();
        float[] biasGradient = layer.biasGradient();
        if (ofBias != null && bias != null && biasGradient != null) {
            ofBias.addGradient(bias, biasGradient, bias.length, 1);
        }
    }

    /** δ ← δ + φ′(z) ⊙ ∂penalty/∂φ(z), the mean over the batch. */
    void addToDelta() {
        if (ofActivity == null) {
            return;
        }
        FMatrixRMaj activated = layer.activated();
        int activities = activated.getNumElements();
        activityGradient.reshape(activated.numRows, activated.numCols);
        java.util.Arrays.fill(activityGradient.data, 0, activities, 0);
        ofActivity.addGradient(activated.data, activityGradient.data, activities, 1f / activated.numCols);
        layer.activation().backward(layer.preActivation(), activated, activityGradient);
        for (int i = 0; i < activities; i++) {
            layer.preActivationGradient().data[i] += activityGradient.data[i];
        }
    }
}
