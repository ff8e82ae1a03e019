package dev.backflow.runs;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A small network as it was at recorded epochs.
 *
 * @param frames in the order of their epochs; empty if {@code missing} says why
 * @param thinned whether there are fewer frames than recorded epochs
 * @param plane what the network answered; null unless its data set has two features, both numbers
 * @param missing why there are no frames; null where there are
 */
public record Replay(
        List<Frame> frames,
        boolean thinned,
        @Nullable ReplayPlane plane,
        @Nullable String missing) {

    static Replay missing(String reason) {
        return new Replay(List.of(), false, null, reason);
    }

    /**
     * The network at an epoch.
     *
     * @param loss of all training examples
     * @param outputs what it answered to the points that were asked, points × outputs
     */
    public record Frame(int epoch, double loss, List<LayerFrame> layers, float[][] outputs) {}

    /**
     * A layer at an epoch, measured on the recording's sample.
     *
     * @param kernel inputs × units, row by row; null in a layer without, whose inputs and units are 0
     * @param vectors all other weights by their names
     * @param kernelGradient ∂L/∂W, as large as the kernel
     * @param unitSignals RMS of δ = ∂L/∂z over the examples, for each unit
     */
    public record LayerFrame(
            String name,
            int inputs,
            int units,
            float @Nullable [] kernel,
            Map<String, float[]> vectors,
            float @Nullable [] kernelGradient,
            float[] unitSignals) {}
}
