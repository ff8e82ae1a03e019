package dev.backflow.engine;

import java.util.List;

/** What is decided between epochs: whether to go on, how fast, and which weights to keep in the end. */
final class Supervision {

    private final List<String> measured;
    private final ReduceOnPlateau reduceOnPlateau;
    private final Plateau plateau;
    private final EarlyStopping earlyStopping;
    private final Stopping stopping;
    private final Descent descent;
    private final List<float[]> weights;
    private List<float[]> bestWeights;

    /** @param weights all of the network, those too that no gradient teaches */
    Supervision(TrainingSpec spec, Descent descent, List<float[]> weights) {
        measured = spec.measured();
        reduceOnPlateau = spec.reduceOnPlateau();
        plateau = reduceOnPlateau == null ? null : new Plateau(reduceOnPlateau);
        earlyStopping = spec.earlyStopping();
        stopping = earlyStopping == null ? null : new Stopping(earlyStopping);
        this.descent = descent;
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
            descent.continueAt(plateau.rateAfter(value, descent.rate()));
        }
        if (stopping == null) {
            return false;
        }
        boolean stops = stopping.stopsAfter(epoch, earlyStopping.watch().value(measured, training, validation));
        if (earlyStopping.restoreBestWeights() && stopping.bestEpoch() == epoch) {
            bestWeights = weights.stream().map(float[]::clone).toList();
        }
        return stops;
    }

    /** Goes back to the best weights, if they were asked for. */
    void finish() {
        for (int i = 0; bestWeights != null && i < weights.size(); i++) {
            float[] best = bestWeights.get(i);
            System.arraycopy(best, 0, weights.get(i), 0, best.length);
        }
    }
}
