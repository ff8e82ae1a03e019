package dev.backflow.engine;

/** {@link EarlyStopping} at work. */
final class EarlyStoppingState {

    private final EarlyStopping settings;
    private final boolean smaller;
    private int waited;
    private int bestEpoch;
    private double best;

    /** @param smaller whether of two monitored numbers the smaller is better */
    EarlyStoppingState(EarlyStopping settings, boolean smaller) {
        this.settings = settings;
        this.smaller = smaller;
    }

    Monitor watch() {
        return settings.watch();
    }

    boolean restoresBestWeights() {
        return settings.restoreBestWeights();
    }

    /** Takes in the watched number after {@code epoch} passes, from 1 on; whether training should end here. */
    boolean stopsAfter(int epoch, double value) {
        if (epoch <= settings.startFromEpoch()) {
            return false;
        }
        waited++;
        if (bestEpoch == 0 || settings.watch().isBetter(value, best, smaller)) {
            best = value;
            bestEpoch = epoch;
            if (settings.baseline() == null || settings.watch().isBetter(value, settings.baseline(), smaller)) {
                waited = 0;
            }
            return false;
        }
        return waited >= settings.watch().patience();
    }

    /** The epoch with the best number so far, 0 before any was looked at. */
    int bestEpoch() {
        return bestEpoch;
    }

    /** All that is remembered from epoch to epoch. */
    double[] memory() {
        return new double[] {waited, bestEpoch, best};
    }

    /** Takes back what was remembered, from {@code place} on. */
    void resume(double[] memory, int place) {
        waited = (int) memory[place];
        bestEpoch = (int) memory[place + 1];
        best = memory[place + 2];
    }
}
