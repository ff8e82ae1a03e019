package dev.backflow.runs;

import dev.backflow.engine.layers.LayerParts;
import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.Outline;
import dev.backflow.recording.Recorder;
import dev.backflow.recording.SlopeMeasure;
import dev.backflow.recording.SlopeRecord;
import dev.backflow.recording.Tensor;
import dev.backflow.spec.WireNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What readers of a run have to know of its spec; made when the run is submitted and stored with it.
 *
 * @param summary data set, network and optimizer in one line
 * @param plane whether the network answers for points of a plane: its data set has two features, both of them numbers
 * @param outline what is recorded
 */
public record RunDescription(String summary, boolean plane, Outline outline) {

    /** Of which nothing is known. */
    static final RunDescription NONE = new RunDescription(
            "unreadable",
            false,
            new Outline(List.of(), List.of(), List.of(), "", new Outline.Epochs(0, 0, 1), null, List.of()));

    static RunDescription of(RunSpec spec, int firstEpoch) {
        return new RunDescription(spec.summary(), spec.dataset().isPlane(), outline(spec, firstEpoch));
    }

    /** Of a run submitted by a version that neither described runs nor recorded their learning rates. */
    static RunDescription ofEarlier(RunSpec spec, int firstEpoch) {
        RunDescription now = of(spec, firstEpoch);
        return new RunDescription(now.summary, now.plane, now.outline.without(EpochRecord.LEARNING_RATE));
    }

    /** The same of a fork that begins at an epoch. */
    RunDescription from(int epoch) {
        return new RunDescription(summary, plane, outline.from(epoch));
    }

    private static Outline outline(RunSpec spec, int firstEpoch) {
        Integer everySteps = spec.recording().everySteps();
        return new Outline(
                layers(spec),
                spec.recording().tensors(),
                Recorder.metrics(spec.training(), spec.validates()),
                spec.recording().sampleName(),
                new Outline.Epochs(
                        firstEpoch, spec.training().epochs(), spec.recording().every()),
                everySteps == null ? null : new Outline.Steps(spec.stepsPerEpoch(), everySteps),
                spec.recording().histograms());
    }

    private static List<Outline.Layer> layers(RunSpec spec) {
        List<Outline.Layer> layers = new ArrayList<>();
        int inputs = spec.dataset().inputs();
        for (LayerSpec layer : spec.network().expanded()) {
            int units = layer.units(inputs);
            List<Tensor> tensors = spec.recording().tensors().stream()
                    .filter(tensor -> tensor.isIn(layer))
                    .toList();
            List<SlopeMeasure> slopes = SlopeRecord.isIn(layer) ? List.of(SlopeMeasure.values()) : List.of();
            String kind = WireNames.of(layer.getClass());
            String name = Objects.requireNonNull(layer.name()); // those of a network always have one
            layers.add(new Outline.Layer(name, kind, inputs, units, activation(layer), tensors, slopes));
            inputs = units;
        }
        return layers;
    }

    private static @Nullable String activation(LayerSpec layer) {
        return layer.parts()
                .flatMap(LayerParts::activation)
                .map(activation -> WireNames.of(activation.getClass()))
                .orElse(null);
    }
}
