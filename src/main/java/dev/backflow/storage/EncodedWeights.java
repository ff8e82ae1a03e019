package dev.backflow.storage;

import java.util.List;

/**
 * Weights ready to be stored.
 *
 * @param epoch passes made over the data when these were the weights
 * @param bytes the weights, compressed
 */
public record EncodedWeights(int epoch, byte[] bytes) {

    public static EncodedWeights of(int epoch, List<LayerValues> layers) {
        return new EncodedWeights(epoch, WeightsCodec.encode(layers));
    }
}
