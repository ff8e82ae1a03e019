package dev.backflow.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is decided between epochs: whether to go on, how fast, and which weights to keep in the end. */
final class Callbacks {

    private static final double[] NOTHING = {};

    private final List<String> measured;
    private final @Nullable ReduceOnPlateauState plateau;
    private final @Nullable EarlyStoppingState stopping;
    private final List<Monitor> monitors;
    private final OptimizerState optimizer;
    private final List<float[]> weights;
    private List<float[]> bestWeights = List.of();

    /** Those monitored numbers that are means over the batches of the last pass; none where no pass was made. */
    private double[] overBatches = NOTHING;

    /** @param weights all of the network, those too that no gradient teaches */
    Callbacks(TrainingSpec spec, OptimizerState optimizer, List<float[]> weights) {
        measured = spec.measured();
        plateau = spec.reduceOnPlateau() == null
                ? null
                : new ReduceOnPlateauState(
                        spec.reduceOnPlateau(), spec.reduceOnPlateau().watch().smallerIsBetter(spec));
        stopping = spec.earlyStopping() == null
                ? null
                : new EarlyStoppingState(
                        spec.earlyStopping(), spec.earlyStopping().watch().smallerIsBetter(spec));
        monitors = Stream.of(plateau == null ? null : plateau.watch(), stopping == null ? null : stopping.watch())
                .filter(Objects::nonNull)
                .toList();
        this.optimizer = optimizer;
        this.weights = weights;
    }

    /** Whether the batches of an epoch have to be measured while it is trained. */
    boolean watchBatches() {
        return monitors.stream().anyMatch(monitor -> !monitor.onValidation());
    }

    /** Whether the validation examples have to be evaluated at this epoch. */
    boolean watchValidation(int epoch) {
        return epoch > 0 && monitors.stream().anyMatch(Monitor::onValidation);
    }

    /** A pass over the data is made; asked for if {@link #watchBatches}. */
    void passed(Evaluation batches) {
        overBatches = monitors.stream()
                .filter(monitor -> !monitor.onValidation())
                .mapToDouble(monitor -> monitor.value(measured, batches))
                .toArray();
    }

    /**
     * Looks at an epoch, reducing the learning rate where that is due; whether training ends here.
     *
     * @param validation needed if {@link #watchValidation}
     */
    boolean stopsAfter(int epoch, @Nullable Evaluation validation) {
        if (plateau != null && knows(epoch, plateau.watch())) {
            double value = value(plateau.watch(), 0, validation);
            optimizer.continueAt(plateau.rateAfter(value, optimizer.rate()));
        }
        if (stopping == null || !knows(epoch, stopping.watch())) {
            return false;
        }
        double value = value(stopping.watch(), overBatches.length - 1, validation);
        boolean stops = stopping.stopsAfter(epoch, value);
        if (stopping.restoresBestWeights() && stopping.bestEpoch() == epoch) {
            bestWeights = TrainingState.copy(weights);
        }
        return stops;
    }

    /** A fork whose callbacks begin anew knows nothing of the pass that led to its first epoch. */
    private boolean knows(int epoch, Monitor monitor) {
        return epoch > 0 && (monitor.onValidation() || overBatches.length > 0);
    }

    private double value(Monitor monitor, int place, @Nullable Evaluation validation) {
        return monitor.onValidation()
                ? monitor.value(measured, Objects.requireNonNull(validation))
                : overBatches[place];
    }

    /** The epoch with the best monitored number so far, 0 before any was looked at. */
    int bestEpoch() {
        return stopping == null ? 0 : stopping.bestEpoch();
    }

    /** Goes back to the best weights if they were asked for; whether there were any. */
    boolean restoreBestWeights() {
        if (!bestWeights.isEmpty()) {
            TrainingState.restore(bestWeights, weights);
        }
        return !bestWeights.isEmpty();
    }

    /**
     * All that is remembered from epoch to epoch but the best weights: the reduced rate, each callback's, the last
     * pass.
     */
    double[] memory() {
        return DoubleStream.concat(Arrays.stream(decisions()), Arrays.stream(overBatches))
                .toArray();
    }

    private double[] decisions() {
        if (monitors.isEmpty()) {
            return NOTHING;
        }
        return Stream.of(
                        new double[] {optimizer.reducedRate()},
                        plateau == null ? NOTHING : plateau.memory(),
                        stopping == null ? NOTHING : stopping.memory())
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    /** Copies that do not change any more; none if there are none. */
    List<float[]> bestWeights() {
        return bestWeights;
    }

    void resume(double[] memory, List<float[]> best) {
        int decided = decisions().length;
        long means =
                monitors.stream().filter(monitor -> !monitor.onValidation()).count();
        if (memory.length != decided && memory.length != decided + means) {
            throw new IllegalArgumentException(
                    memory.length + " numbers of callbacks were saved, but there are " + (decided + means));
        }
        if (memory.length > 0) {
            optimizer.continueAt(memory[0]);
        }
        int next = 1;
        if (plateau != null) {
            next = plateau.resume(memory, next);
        }
        if (stopping != null) {
            stopping.resume(memory, next);
        }
        overBatches = Arrays.copyOfRange(memory, decided, memory.length);
        bestWeights = best;
    }
}
