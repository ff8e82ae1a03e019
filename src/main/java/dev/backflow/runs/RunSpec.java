package dev.backflow.runs;

import dev.backflow.datasets.DatasetSpec;
import dev.backflow.engine.NetworkSpec;
import dev.backflow.engine.TrainingSpec;
import dev.backflow.engine.layers.LayerParts;
import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.engine.losses.Loss;
import dev.backflow.engine.losses.TargetKind;
import dev.backflow.engine.metrics.Metric;
import dev.backflow.recording.KeepCheckpoints;
import dev.backflow.recording.RecordingSpec;
import dev.backflow.recording.Tensor;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.InvalidSpecException;
import dev.backflow.spec.WireNames;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One training of one network on one data set, described whole. Its parts fit each other: what cannot be trained cannot
 * be constructed.
 *
 * @param seed fixes all that is random but the data set, which has a seed of its own; below 2⁵³, so that JavaScript can
 *     hold it
 */
public record RunSpec(
        DatasetSpec dataset,
        NetworkSpec network,
        TrainingSpec training,
        @Default("{}") RecordingSpec recording,
        @Default("0") long seed) {

    private static final long MOST_SEED = (1L << 53) - 1;
    private static final int MOST_CHECKPOINTS = 1000;

    public RunSpec {
        Check.require(seed >= 0 && seed <= MOST_SEED, "seed", seed, "must be from 0 to " + MOST_SEED);
        Check.within("network", () -> network.checkInputs(dataset.inputs()));
        checkOutputs(network, dataset, training.loss());
        training.loss()
                .objection(dataset.targetKind(), network.outputs())
                .ifPresent(objection -> refuse("training/loss", training.loss(), objection));
        TargetKind compared = comparesClasses(dataset, training.loss()) ? TargetKind.ONE_HOT : dataset.targetKind();
        for (int i = 0; i < training.metrics().size(); i++) {
            Metric metric = training.metrics().get(i);
            String path = "training/metrics/" + i;
            metric.objection(compared, network.outputs()).ifPresent(objection -> refuse(path, metric, objection));
        }
        checkKept(recording.keepCheckpoints(), training.epochs());
        Check.require(
                training.trainingExamples(dataset.samples()) > 0,
                "training/validation_split",
                training.validationSplit(),
                "must leave at least one of the " + dataset.samples() + " samples to train on");
        if (recording.everySteps() != null) {
            StepBudget.check(network, training, recording, training.trainingExamples(dataset.samples()));
        }
    }

    private static void checkKept(KeepCheckpoints keep, int epochs) {
        if (keep instanceof KeepCheckpoints.Every every) {
            Check.require(
                    epochs / every.epochs() <= MOST_CHECKPOINTS,
                    "recording/keep_checkpoints/epochs",
                    every.epochs(),
                    "must keep at most " + MOST_CHECKPOINTS + " checkpoints: from " + (epochs / MOST_CHECKPOINTS + 1)
                            + " on for " + epochs + " epochs");
        }
    }

    private static void refuse(String path, Object part, String objection) {
        throw new InvalidSpecException(path, WireNames.of(part.getClass()), objection);
    }

    /** Whether a column of class numbers stands for one output for each class. */
    private static boolean comparesClasses(DatasetSpec dataset, Loss loss) {
        return loss.readsClassNumbers() && dataset.outputs() == 1 && dataset.classes() > 0;
    }

    private static void checkOutputs(NetworkSpec network, DatasetSpec dataset, Loss loss) {
        String units = "network/layers/" + (network.layers().size() - 1) + "/units";
        if (comparesClasses(dataset, loss)) {
            long most = Math.max(DatasetSpec.MOST_NUMBERS / dataset.samples(), dataset.classes());
            Check.require(
                    network.outputs() >= dataset.classes() && network.outputs() <= most,
                    units,
                    network.outputs(),
                    "must be at least " + dataset.classes() + ", the number of classes of the data set, and at most "
                            + most);
            return;
        }
        String targets = dataset.targetKind() == TargetKind.ONE_HOT ? "classes" : "target columns";
        Check.require(
                network.outputs() == dataset.outputs(),
                units,
                network.outputs(),
                "must be " + dataset.outputs() + ", the number of " + targets + " of the data set");
    }

    /** Optimizer steps of a pass over the examples that are trained on. */
    public int stepsPerEpoch() {
        return training.stepsPerEpoch(training.trainingExamples(dataset.samples()));
    }

    /** The layers' names in the order of the network, repetition written out. */
    public List<String> layerNames() {
        return network.expanded().stream().map(LayerSpec::name).toList();
    }

    /** The names of those layers that have this tensor. */
    public List<String> layerNames(Tensor tensor) {
        return network.expanded().stream()
                .filter(tensor::isIn)
                .map(LayerSpec::name)
                .toList();
    }

    /** Such as {@code circles, 2-5-5-5-5-1 sigmoid, rmsprop} or {@code …, 2-5-1 relu + dropout, adam}. */
    public String summary() {
        List<LayerSpec> layers = network.expanded();
        List<LayerSpec> kernels = layers.stream().filter(LayerSpec::hasKernel).toList();
        List<LayerSpec> hidden = kernels.size() == 1 ? kernels : kernels.subList(0, kernels.size() - 1);
        String activations = hidden.stream()
                .flatMap(layer -> layer.parts().flatMap(LayerParts::activation).stream())
                .map(activation -> WireNames.of(activation.getClass()))
                .distinct()
                .collect(Collectors.joining("/"));
        String others = layers.stream()
                .flatMap(RunSpec::besidesKernel)
                .distinct()
                .map(" + "::concat)
                .collect(Collectors.joining());
        return WireNames.of(dataset.getClass()) + ", " + widths(layers) + " " + activations + others + ", "
                + WireNames.of(training.optimizer().getClass());
    }

    private String widths(List<LayerSpec> layers) {
        List<Integer> widths = new ArrayList<>(List.of(dataset.inputs()));
        int width = dataset.inputs();
        for (LayerSpec layer : layers) {
            width = layer.units(width);
            if (layer.hasKernel()) {
                widths.add(width);
            }
        }
        return widths.size() > 9
                ? dataset.inputs() + "-…-" + width + " (" + (widths.size() - 1) + " layers)"
                : widths.stream().map(String::valueOf).collect(Collectors.joining("-"));
    }

    /** What a layer is, if not one with a kernel; what else it does, if it is. */
    private static Stream<String> besidesKernel(LayerSpec layer) {
        return layer.parts()
                .filter(parts -> parts.kernel().isPresent())
                .map(parts -> Stream.of(
                                parts.normalization()
                                        .map(normalization -> WireNames.of(normalization.getClass()))
                                        .orElse(""),
                                parts.dropout() > 0 ? "dropout" : "",
                                parts.residual() ? "residual" : "")
                        .filter(word -> !word.isEmpty()))
                .orElse(Stream.of(WireNames.of(layer.getClass())));
    }
}
