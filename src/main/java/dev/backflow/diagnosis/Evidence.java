package dev.backflow.diagnosis;

import dev.backflow.diagnosis.Needs.Fact;
import dev.backflow.engine.NetworkSpec;
import dev.backflow.engine.TrainingSpec;
import dev.backflow.engine.activations.Activation;
import dev.backflow.engine.layers.LayerParts;
import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.engine.optimizers.Optimizer.StepLength;
import dev.backflow.recording.Measurements;
import dev.backflow.recording.RecordingSpec;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a run. Recordings made elsewhere may lack the network, the training or the data, which are then
 * null and must not be asked for: rules say what they need of them ({@link Needs}).
 *
 * @param spec the whole spec as JSON has it, every default filled in: what remedies are written against. Null where
 *     something is not known; there are no remedies then
 * @param data what is known of the examples that are trained on
 * @param ended whether the training went to its end, which one that was cancelled or failed did not
 * @param parts what a layer is made of; empty where that is not known
 * @param recalls of each class the share of its training examples that are answered with it in the end; null where that
 *     is not known
 * @param inWords whether explanations are to be read: if not, what takes long to work out for them is left out
 */
public record Evidence(
        @Nullable Map<String, Object> spec,
        @Nullable NetworkSpec network,
        @Nullable TrainingSpec training,
        RecordingSpec recording,
        @Nullable DataFacts data,
        Measurements measured,
        boolean ended,
        Function<LayerSpec, Optional<LayerParts>> parts,
        double @Nullable [] recalls,
        boolean inWords) {

    private static final int RATES = 1000;

    /** With what types of layers say of themselves. */
    public Evidence(
            @Nullable Map<String, Object> spec,
            @Nullable NetworkSpec network,
            @Nullable TrainingSpec training,
            RecordingSpec recording,
            @Nullable DataFacts data,
            Measurements measured,
            boolean ended) {
        this(spec, network, training, recording, data, measured, ended, LayerSpec::parts, null, true);
    }

    /** With what is answered in the end. */
    public Evidence answering(double @Nullable [] recallsOfClasses) {
        return new Evidence(
                spec, network, training, recording, data, measured, ended, parts, recallsOfClasses, inWords);
    }

    /** For those who only want to know which rules object, without explanations and remedies. */
    public Evidence withoutWords() {
        return new Evidence(null, network, training, recording, data, measured, ended, parts, recalls, false);
    }

    @Override
    public NetworkSpec network() {
        return Objects.requireNonNull(network);
    }

    @Override
    public TrainingSpec training() {
        return Objects.requireNonNull(training);
    }

    @Override
    public DataFacts data() {
        return Objects.requireNonNull(data);
    }

    boolean knows(Fact fact) {
        return switch (fact) {
            case NETWORK -> network != null;
            case TRAINING -> training != null;
            case DATA -> data != null;
            case ACCURACY -> !hasBegun() || metric("accuracy") != null; // before, it is too early to miss it
        };
    }

    /** Names of all layers in the order of the network. */
    List<String> layers() {
        return network == null
                ? recording.tensors().stream()
                        .flatMap(tensor -> measured.statistic(tensor, Statistic.NON_FINITE).keySet().stream())
                        .distinct()
                        .toList()
                : network.expanded().stream().map(Evidence::name).toList();
    }

    /** Names of the layers with such an activation function. */
    List<String> layers(Predicate<Activation> activations) {
        return network().expanded().stream()
                .filter(layer -> parts.apply(layer)
                        .flatMap(LayerParts::activation)
                        .filter(activations)
                        .isPresent())
                .map(Evidence::name)
                .toList();
    }

    /** The layers before the last one that have a kernel and an activation function. */
    List<JudgedLayer> hidden() {
        List<JudgedLayer> hidden = new ArrayList<>();
        int width = data().inputs();
        for (LayerSpec layer : beforeLast()) {
            width = layer.units(width);
            judged(layer, width).ifPresent(hidden::add);
        }
        return hidden;
    }

    private List<LayerSpec> beforeLast() {
        List<LayerSpec> layers = network().expanded();
        return layers.subList(0, layers.size() - 1);
    }

    /**
     * The layers before the last one of which it is not known what they do: their type does not say what they are made
     * of, or they have a kernel without an activation function or the reverse.
     */
    List<String> unknown() {
        return beforeLast().stream()
                .filter(layer -> parts.apply(layer)
                        .filter(known ->
                                known.kernel().isPresent() == known.activation().isPresent())
                        .isEmpty())
                .map(Evidence::name)
                .toList();
    }

    /** All layers whose type does not say what they are made of. */
    List<String> undescribed() {
        return network().expanded().stream()
                .filter(layer -> parts.apply(layer).isEmpty())
                .map(Evidence::name)
                .toList();
    }

    /** Why such layers are left out; empty if there are none. */
    Optional<String> leavingOut(List<String> layers) {
        return layers.isEmpty()
                ? Optional.empty()
                : Optional.of("It does not know enough of " + Text.layers(layers, layers()) + " and leaves "
                        + (layers.size() == 1 ? "it" : "them") + " out.");
    }

    /** Layers of a network always have one. */
    static String name(LayerSpec layer) {
        return Objects.requireNonNull(layer.name());
    }

    private Optional<JudgedLayer> judged(LayerSpec layer, int units) {
        return parts.apply(layer)
                .filter(known -> known.kernel().isPresent())
                .flatMap(known -> known.activation()
                        .map(activation -> new JudgedLayer(name(layer), units, activation, known.residual())));
    }

    JudgedLayer output() {
        List<LayerSpec> layers = network().expanded();
        return judged(layers.get(layers.size() - 1), network().outputs()).orElseThrow();
    }

    /** Whether an epoch is recorded yet. */
    boolean hasBegun() {
        return measured.epochs().length > 0;
    }

    /** From the first recorded epoch to the last; all that there will be before it has begun. */
    Finding.Epochs wholeRun() {
        int[] epochs = measured.epochs();
        if (epochs.length == 0) {
            return new Finding.Epochs(0, training == null ? 0 : training.epochs());
        }
        return new Finding.Epochs(epochs[0], epochs[epochs.length - 1]);
    }

    /** How the loss went. */
    LearningCurve curve() {
        return LearningCurve.of(this);
    }

    /** By layer, in the order of the network(). */
    Map<String, double[]> signal(Signal signal) {
        return signal.of(layers(), measured);
    }

    /** By layer that has the tensor, in the order of the network(). */
    Map<String, double[]> statistic(Tensor tensor, Statistic statistic) {
        return Signal.inOrder(layers(), measured.statistic(tensor, statistic));
    }

    /**
     * What to say of a fork, whose first recorded weights are trained ones, where the untrained network is asked for.
     */
    Optional<String> untrainedElsewhere() {
        int first = measured.epochs()[0];
        return first == 0
                ? Optional.empty()
                : Optional.of(
                        "The run goes on from epoch " + first + " of another, which has the untrained network().");
    }

    /** On how many examples the tensors are measured. */
    int sampleSize() {
        return recording.sampleSize(training(), data().examples());
    }

    int stepsPerEpoch() {
        return training().stepsPerEpoch(data().examples());
    }

    /** The largest learning rate that the schedule comes to, looked at a thousand times. */
    double highestRate() {
        long steps = Math.max(1, (long) training().epochs() * stepsPerEpoch());
        return LongStream.rangeClosed(0, RATES)
                .mapToDouble(i -> training().optimizer().learningRate().at(i * steps / RATES))
                .max()
                .orElseThrow();
    }

    /**
     * Whether the optimizer's steps are about as long as its learning rate, as Adam's are, so that rates can be
     * compared.
     */
    boolean isLikeAdam() {
        return training().optimizer().stepLength() == StepLength.RATE;
    }

    /** At each recorded epoch; null if it is not measured. */
    double @Nullable [] metric(String name) {
        return measured.metrics().get(name);
    }

    double[] loss() {
        return Objects.requireNonNull(metric("loss"));
    }
}
