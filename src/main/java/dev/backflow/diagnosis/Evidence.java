package dev.backflow.diagnosis;

import dev.backflow.engine.NetworkSpec;
import dev.backflow.engine.TrainingSpec;
import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.engine.optimizers.Adadelta;
import dev.backflow.engine.optimizers.Adagrad;
import dev.backflow.engine.optimizers.Ftrl;
import dev.backflow.engine.optimizers.Optimizer;
import dev.backflow.engine.optimizers.Sgd;
import dev.backflow.recording.RecordingSpec;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * All that is known of a run.
 *
 * @param spec the whole spec as JSON has it, every default filled in: what remedies are written against
 * @param ended whether the training went to its end, which one that was cancelled or failed did not
 */
public record Evidence(
        Map<String, Object> spec,
        NetworkSpec network,
        TrainingSpec training,
        RecordingSpec recording,
        DataFacts data,
        Measurements measured,
        boolean ended) {

    private static final int RATES = 1000;

    /** Names of all layers in the order of the network. */
    List<String> layers() {
        return network.expanded().stream().map(LayerSpec::name).toList();
    }

    /** The dense layers before the last one. */
    List<LayerSpec.Dense> hidden() {
        List<LayerSpec> layers = network.expanded();
        return layers.subList(0, layers.size() - 1).stream()
                .filter(LayerSpec.Dense.class::isInstance)
                .map(LayerSpec.Dense.class::cast)
                .toList();
    }

    LayerSpec.Dense output() {
        List<LayerSpec> layers = network.expanded();
        return (LayerSpec.Dense) layers.get(layers.size() - 1);
    }

    /** How the loss went. */
    LearningCurve course() {
        return LearningCurve.of(this);
    }

    /** By layer, in the order of the network. */
    Map<String, double[]> signal(Signal signal) {
        return signal.of(network, measured);
    }

    /** By layer that has the tensor, in the order of the network. */
    Map<String, double[]> statistic(Tensor tensor, Statistic statistic) {
        return Signal.inOrder(layers(), measured.statistic(tensor, statistic));
    }

    /** What to say of a fork, whose first recorded weights are trained ones, where the untrained network is asked for. */
    Optional<String> untrainedElsewhere() {
        int first = measured.epochs()[0];
        return first == 0
                ? Optional.empty()
                : Optional.of("The run goes on from epoch " + first + " of another, which has the untrained network.");
    }

    /** On how many examples the tensors are measured. */
    int sampleSize() {
        return recording.sampleSize(training, data.examples());
    }

    int stepsPerEpoch() {
        return training.stepsPerEpoch(data.examples());
    }

    /** The largest learning rate that the schedule comes to, looked at a thousand times. */
    double highestRate() {
        long steps = Math.max(1, (long) training.epochs() * stepsPerEpoch());
        return LongStream.rangeClosed(0, RATES)
                .mapToDouble(i -> training.optimizer().learningRate().at(i * steps / RATES))
                .max()
                .orElseThrow();
    }

    /** Whether the optimizer's steps are about as long as its learning rate, as Adam's are, so that rates can be compared. */
    boolean isLikeAdam() {
        Optimizer optimizer = training.optimizer();
        return !(optimizer instanceof Sgd
                || optimizer instanceof Adagrad
                || optimizer instanceof Adadelta
                || optimizer instanceof Ftrl);
    }

    double[] metric(String name) {
        return measured.metrics().get(name);
    }
}
