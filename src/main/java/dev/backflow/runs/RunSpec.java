package dev.backflow.runs;

import dev.backflow.datasets.DatasetSpec;
import dev.backflow.engine.NetworkSpec;
import dev.backflow.engine.TrainingSpec;
import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.engine.layers.Normalization;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
        List<LayerSpec.Dense> dense = layers.stream()
                .filter(LayerSpec.Dense.class::isInstance)
                .map(LayerSpec.Dense.class::cast)
                .toList();
        String widths = dense.size() > 8
                ? dataset.inputs() + "-…-" + network.outputs() + " (" + dense.size() + " layers)"
                : dataset.inputs()
                        + dense.stream().map(layer -> "-" + layer.units()).collect(Collectors.joining());
        List<LayerSpec.Dense> hidden = dense.size() == 1 ? dense : dense.subList(0, dense.size() - 1);
        Set<String> activations = hidden.stream()
                .map(layer -> WireNames.of(layer.activation().getClass()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        String remedies = layers.stream()
                .flatMap(RunSpec::remedies)
                .distinct()
                .map(" + "::concat)
                .collect(Collectors.joining());
        return WireNames.of(dataset.getClass()) + ", " + widths + " " + String.join("/", activations) + remedies + ", "
                + WireNames.of(training.optimizer().getClass());
    }

    private static Stream<String> remedies(LayerSpec layer) {
        if (layer instanceof LayerSpec.Dense dense) {
            Normalization normalization = dense.normalization();
            return Stream.of(
                            normalization == null ? null : WireNames.of(normalization.getClass()),
                            dense.dropout() > 0 ? "dropout" : null,
                            dense.residual() ? "residual" : null)
                    .filter(Objects::nonNull);
        }
        return Stream.of(WireNames.of(layer.getClass()));
    }
}
