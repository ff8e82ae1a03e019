package dev.backflow.runs;

import dev.backflow.datasets.DatasetSpec;
import dev.backflow.datasets.Split;
import dev.backflow.datasets.TrainingSet;
import dev.backflow.datasets.ValidationSpec;
import dev.backflow.engine.ClassWeight;
import dev.backflow.engine.NetworkSpec;
import dev.backflow.engine.Trainer;
import dev.backflow.engine.TrainingObserver;
import dev.backflow.engine.TrainingSpec;
import dev.backflow.engine.layers.LayerParts;
import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.engine.losses.Loss;
import dev.backflow.engine.losses.OutputKind;
import dev.backflow.engine.losses.TargetKind;
import dev.backflow.engine.metrics.Metric;
import dev.backflow.recording.Outline;
import dev.backflow.recording.RecordingSpec;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.GivenName;
import dev.backflow.spec.InvalidSpecException;
import dev.backflow.spec.WireNames;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One training of one network on one data set, described whole. Its parts fit each other: what cannot be trained cannot
 * be constructed.
 *
 * @param validation what is validated on: a data set of its own, scaled as the one that is trained on, or a {@code split}
 *     of that; left out, its last examples ({@code training.validation_split}) or nothing
 * @param seed fixes all that is random but the data set, which has a seed of its own; below 2⁵³, so that JavaScript can
 *     hold it
 * @param shuffleSeed fixes the order of the examples; left out, {@code seed} does
 */
public record RunSpec(
        DatasetSpec dataset,
        @Default("null") @Nullable ValidationSpec validation,
        NetworkSpec network,
        TrainingSpec training,
        @Default("{}") RecordingSpec recording,
        @Default("0") long seed,
        @Default("null") @Nullable Long shuffleSeed) {

    private static final long MOST_SEED = (1L << 53) - 1;

    public RunSpec {
        Check.between("seed", seed, 0, MOST_SEED);
        if (shuffleSeed != null) {
            Check.between("shuffle_seed", shuffleSeed, 0, MOST_SEED);
        }
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
        if (validation != null) {
            ValidationChecks.check(validation, dataset, network, training);
        }
        int kept = trainingExamples(dataset, validation, training);
        Check.require(
                kept > 0,
                validation == null ? "training/validation_split" : "validation/fraction",
                validation instanceof Split split ? split.fraction() : training.validationSplit(),
                "must leave at least one of the " + dataset.samples() + " samples to train on");
        Check.within("training", () -> training.checkMonitors(validation != null || training.splits()));
        if (recording.everySteps() != null) {
            checkSteps(recording.everySteps(), training, kept);
        }
        checkBatch(network, training, recording, dataset, kept);
        if (training.classWeight() != null) {
            checkClassWeight(training.classWeight(), dataset);
        }
    }

    private static void checkClassWeight(ClassWeight weight, DatasetSpec dataset) {
        String path = "training/class_weight";
        Check.require(
                dataset.classes() > 0,
                path,
                WireNames.of(dataset.targetKind()),
                "needs targets that are classes; weigh examples of others by the data set's sample_weight");
        Check.require(
                !dataset.weighsSamples(),
                path,
                "and sample_weight",
                "must be left out where the data set has sample_weight; multiply both into that");
        int largest = weight instanceof ClassWeight.Given given ? given.largest() : 0;
        Check.require(
                largest < dataset.classes(),
                path + "/" + largest,
                largest,
                "must be a number of one of the " + dataset.classes() + " classes, which begin at 0");
    }

    /** What the order of the examples is drawn from. */
    public long seedOfOrder() {
        return shuffleSeed == null ? seed : shuffleSeed;
    }

    private static void checkSteps(int every, TrainingSpec training, int examples) {
        int perEpoch = training.stepsPerEpoch(examples);
        Check.require(
                every <= perEpoch,
                "recording/every_steps",
                every,
                "must be at most " + perEpoch + ", the steps of an epoch; use every for more");
        long steps = (long) perEpoch * training.epochs();
        Check.require(
                steps <= Integer.MAX_VALUE,
                "recording/every_steps",
                every,
                "must be left out with " + steps + " steps, which are more than can be counted; use every");
    }

    /** What a layer makes of a batch is one array. */
    private static void checkBatch(
            NetworkSpec network, TrainingSpec training, RecordingSpec recording, DatasetSpec dataset, int kept) {
        long examples = Trainer.capacity(training, recording.sample(), kept);
        int widest = network.layers().stream()
                .mapToInt(layer -> layer.units(dataset.inputs()))
                .max()
                .orElse(1);
        Check.require(
                examples * Math.max(widest, dataset.inputs()) <= Integer.MAX_VALUE,
                recording.sample() == TrainingObserver.Sample.FULL ? "recording/sample" : "training/batch_size",
                recording.sample() == TrainingObserver.Sample.FULL ? "full" : training.batchSize(),
                "makes batches of " + examples + " examples, too many for layers of " + widest
                        + " units; use smaller batches or narrower layers");
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
            long most = Math.max(Integer.MAX_VALUE / dataset.samples(), dataset.classes());
            Check.require(
                    network.outputs() >= dataset.classes() && network.outputs() <= most,
                    units,
                    network.outputs(),
                    "must be at least " + dataset.classes() + ", the number of classes of the data set, and at most "
                            + most + dataset.aboutClasses());
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
        return training.stepsPerEpoch(trainingExamples());
    }

    /** How many examples are trained on: the first ones. */
    public int trainingExamples() {
        return trainingExamples(dataset, validation, training);
    }

    private static int trainingExamples(
            DatasetSpec dataset, @Nullable ValidationSpec validation, TrainingSpec training) {
        if (validation instanceof Split split) {
            return split.training(dataset.samples());
        }
        return validation == null ? training.trainingExamples(dataset.samples()) : dataset.samples();
    }

    /** Whether targets are compared as numbers, even where they could be numbers of classes. */
    public boolean comparesNumbers() {
        OutputKind takes = training.loss().takes();
        boolean distance = takes == OutputKind.VALUE || takes == OutputKind.COUNT;
        return distance && dataset.targetKind() == TargetKind.INDEX || dataset.targetKind() == TargetKind.REAL;
    }

    /** All examples, those that are validated on too. */
    public int samples() {
        return dataset.samples() + (validation instanceof DatasetSpec own ? own.samples() : 0);
    }

    public boolean validates() {
        return trainingExamples() < samples();
    }

    /** What it is trained and validated on. */
    public TrainingSet data() {
        return new TrainingSet(dataset, validation, trainingExamples());
    }

    /** How many steps are taken when this epoch is reached. */
    public int stepsAt(int epoch) {
        return (int) Math.min(Integer.MAX_VALUE, (long) epoch * stepsPerEpoch());
    }

    /**
     * Refuses names of layers that would be taken for other columns beside those of layers. Runs of earlier versions
     * may have them.
     */
    public void checkLayerNames() {
        for (int i = 0; i < network.layers().size(); i++) {
            LayerSpec layer = network.layers().get(i);
            Check.require(
                    layer.repeat() != null || !Outline.RESERVED.contains(layer.name()),
                    "network/layers/" + i + "/name",
                    layer.name(),
                    "is reserved, as are all of " + Outline.RESERVED
                            + ": columns beside those of layers have these names");
        }
    }

    /** What is recorded of such a run. */
    public Outline outline() {
        return RunDescription.of(this, 0).outline();
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
        String summary = WireNames.of(dataset.getClass()) + ", " + widths(layers) + " " + activations + others + ", "
                + WireNames.of(training.optimizer().getClass());
        return summary.length() <= GivenName.LONGEST ? summary : summary.substring(0, GivenName.LONGEST - 1) + "…";
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
