package dev.backflow.engine;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** What is decided between epochs: whether to go on, how fast, and which weights to keep in the end. */
final class Callbacks {

    private static final double[] NOTHING = {};

    private final List<String> measured;
    private final ReduceOnPlateau reduceOnPlateau;
    private final ReduceOnPlateauState plateau;
    private final EarlyStopping earlyStopping;
    private final EarlyStoppingState stopping;
    private final OptimizerState optimizer;
    private final List<float[]> weights;
    private List<float[]> bestWeights = List.of();

    /** @param weights all of the network, those too that no gradient teaches */
    Callbacks(TrainingSpec spec, OptimizerState optimizer, List<float[]> weights) {
        measured = spec.measured();
        reduceOnPlateau = spec.reduceOnPlateau();
        plateau = reduceOnPlateau == null ? null : new ReduceOnPlateauState(reduceOnPlateau);
        earlyStopping = spec.earlyStopping();
        stopping = earlyStopping == null ? null : new EarlyStoppingState(earlyStopping);
        this.optimizer = optimizer;
        this.weights = weights;
    }

    /** Whether this epoch has to be evaluated. */
    boolean watches(int epoch) {
        return epoch > 0 && (plateau != null || stopping != null);
    }

    /** Takes in an epoch that it watches, reducing the learning rate where that is due; whether training ends here. */
    boolean stopsAfter(int epoch, Evaluation training, Evaluation validation) {
        if (plateau != null) {
            double value = reduceOnPlateau.watch().value(measured, training, validation);
            optimizer.continueAt(plateau.rateAfter(value, optimizer.rate()));
        }
        if (stopping == null) {
            return false;
        }
        boolean stops = stopping.stopsAfter(epoch, earlyStopping.watch().value(measured, training, validation));
        if (earlyStopping.restoreBestWeights() && stopping.bestEpoch() == epoch) {
            bestWeights = TrainingState.copy(weights);
        }
        return stops;
    }

    /** Goes back to the best weights, if they were asked for. */
    void finish() {
        if (!bestWeights.isEmpty()) {
            TrainingState.restore(bestWeights, weights);
        }
    }

    /** All that is remembered from epoch to epoch but the best weights: the reduced rate, then who watches. */
    double[] memory() {
        if (plateau == null && stopping == null) {
            return NOTHING;
        }
        DoubleStream reducing = DoubleStream.concat(
                DoubleStream.of(optimizer.reducedRate()), Arrays.stream(plateau == null ? NOTHING : plateau.memory()));
        return DoubleStream.concat(reducing, Arrays.stream(stopping == null ? NOTHING : stopping.memory()))
                .toArray();
    }

    /** Copies that do not change any more; none if there are none. */
    List<float[]> bestWeights() {
        return bestWeights;
    }

    void resume(double[] memory, List<float[]> best) {
        if (memory.length != memory().length) {
            throw new IllegalArgumentException(
                    memory.length + " numbers of callbacks were saved, but there are " + memory().length);
        }
        if (memory.length > 0) {
            optimizer.continueAt(memory[0]);
        }
        if (plateau != null) {
            plateau.resume(Arrays.copyOfRange(memory, 1, memory.length));
        }
        if (stopping != null) {
            stopping.resume(Arrays.copyOfRange(memory, plateau == null ? 1 : 5, memory.length));
        }
        bestWeights = best;
    }
}
