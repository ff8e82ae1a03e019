package dev.backflow.recording;

import dev.backflow.spec.Default;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
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

    /** What no layer may be called: axes of columns, and what exports name beside layers. */
    public static final List<String> RESERVED = Stream.concat(
                    Stream.of(Axis.values()).map(Axis::wireName),
                    Stream.of(SlopeMeasure.values()).map(SlopeMeasure::wireName))
            .toList();

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
    public record Epochs(int first, int last, int every) {

        /** How many there are at most. */
        public long recorded() {
            return ((long) last - first) / every + 2;
        }
    }

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

    /** The same without a metric. */
    public Outline without(String metric) {
        List<String> others =
                metrics.stream().filter(name -> !name.equals(metric)).toList();
        return new Outline(layers, tensors, others, sample, epochs, steps, histograms);
    }

    /** Units of the last layer. */
    public int outputs() {
        return layers.get(layers.size() - 1).units;
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

    /**
     * @param wanted layers that must have the tensor
     * @throws BadQueryException if the tensor is not recorded, or not in one of the layers
     */
    public void require(Tensor tensor, Collection<String> wanted) {
        if (!tensors.contains(tensor)) {
            throw new BadQueryException(
                    "tensor", tensor.wireName(), "is not recorded in this run, which has " + wireNames(tensors));
        }
        List<String> having = layerNames(tensor);
        for (String layer : wanted) {
            if (!having.contains(layer)) {
                throw new BadQueryException(
                        "layers",
                        layer,
                        (layerNames().contains(layer) ? "has no " + tensor.wireName() : "is not a layer of this run")
                                + "; those with one are " + having);
            }
        }
    }

    /** @throws BadQueryException if histograms of the tensor are not kept */
    public void requireHistograms(Tensor tensor) {
        if (!histograms.contains(tensor)) {
            throw new BadQueryException(
                    "tensor",
                    tensor.wireName(),
                    "has no histograms in this run, which keeps those of " + wireNames(histograms)
                            + "; ask for them in recording.histograms of a new run");
        }
    }

    /** @throws BadQueryException if histograms of the tensor are not kept, or not in this layer */
    public void requireHistograms(Tensor tensor, String layer) {
        requireHistograms(tensor);
        List<String> having = layerNames(tensor);
        if (!having.contains(layer)) {
            throw new BadQueryException("layer", layer, "must be one of " + having);
        }
    }

    /** @throws BadQueryException if nothing is recorded along the axis */
    public void require(Axis axis) {
        if (axis == Axis.STEP && steps == null) {
            throw new BadQueryException(
                    "axis",
                    axis.wireName(),
                    "has nothing in this run, which records whole epochs only; set recording.every_steps in a new run");
        }
    }

    /** @throws BadQueryException if no place on an axis is from the one to the other */
    public static void requireRange(int from, int to) {
        if (from < 0) {
            throw new BadQueryException("from", String.valueOf(from), "must not be below 0, where every axis begins");
        }
        if (from > to) {
            throw new BadQueryException("from", String.valueOf(from), "must not be above to, which is " + to);
        }
    }

    /** A recorded step in epochs, such as 1.5: passes over the data until then. */
    public double epochOf(int step) {
        return (double) step / Objects.requireNonNull(steps, "nothing is recorded inside epochs").perEpoch;
    }

    /** How many epochs are recorded from one to another, at most. */
    public long epochs(int from, int to) {
        return (Math.min(to, epochs.last) - from) / epochs.every + 1L;
    }

    private static List<String> wireNames(List<Tensor> tensors) {
        return tensors.stream().map(Tensor::wireName).toList();
    }
}
