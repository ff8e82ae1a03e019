package dev.backflow.recording;

import dev.backflow.spec.Default;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a recording holds, for everyone who reads it: nobody has to know the spec that was trained.
 *
 * @param layers in the order of the network, repetition written out
 * @param tensors what is measured, in the layers that have it
 * @param metrics names of the numbers about the whole network, in their order; those with {@code val_} before them are
 *     measured on the validation examples
 * @param sample on which examples tensors are measured
 * @param steps what is recorded inside epochs; null if nothing is
 * @param histograms those of the tensors whose histograms are kept
 */
public record Outline(
        List<Layer> layers,
        List<Tensor> tensors,
        List<String> metrics,
        String sample,
        Epochs epochs,
        @Default("null") @Nullable Steps steps,
        List<Tensor> histograms) {

    /**
     * A layer of the network.
     *
     * @param kind {@code dense}, {@code dropout}, {@code batch_normalization} or {@code layer_normalization}
     * @param activation null in a layer that has none of its own
     * @param tensors those that are measured in it
     * @param slopes what is measured of the slopes of its activation
     */
    public record Layer(
            String name,
            String kind,
            int inputs,
            int units,
            @Default("null") @Nullable String activation,
            List<Tensor> tensors,
            List<SlopeMeasure> slopes) {}

    /**
     * Which epochs are recorded: the first, every multiple of {@code every}, and the last.
     *
     * @param first 0, the untrained network, but in a fork
     * @param last at which training ends unless it is stopped early
     */
    public record Epochs(int first, int last, int every) {}

    /**
     * Which optimizer steps are recorded: every multiple of {@code every}.
     *
     * @param perEpoch steps of a pass over the training examples
     */
    public record Steps(int perEpoch, int every) {}

    /** The same from a later epoch on. */
    public Outline from(int epoch) {
        Epochs later = new Epochs(epoch, epochs.last, epochs.every);
        return new Outline(layers, tensors, metrics, sample, later, steps, histograms);
    }

    /** Names of all layers. */
    public List<String> layerNames() {
        return names(layer -> true);
    }

    /** Names of the layers in which a tensor is measured. */
    public List<String> layerNames(Tensor tensor) {
        return names(layer -> layer.tensors.contains(tensor));
    }

    /** Names of the layers that have such a measure of their slopes. */
    public List<String> layerNames(SlopeMeasure measure) {
        return names(layer -> layer.slopes.contains(measure));
    }

    private List<String> names(Predicate<Layer> wanted) {
        return layers.stream().filter(wanted).map(Layer::name).toList();
    }
}
