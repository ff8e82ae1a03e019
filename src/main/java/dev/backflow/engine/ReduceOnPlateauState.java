package dev.backflow.engine;

/** {@link ReduceOnPlateau} at work. */
final class ReduceOnPlateauState {

    private final ReduceOnPlateau settings;
    private final boolean smaller;
    private boolean started;
    private double best;
    private int waited;
    private int cooling;

    /** @param smaller whether of two monitored numbers the smaller is better */
    ReduceOnPlateauState(ReduceOnPlateau settings, boolean smaller) {
        this.settings = settings;
        this.smaller = smaller;
    }

    Monitor watch() {
        return settings.watch();
    }

    /** Takes in the watched number after an epoch trained with {@code rate}; the rate to go on with. */
    double rateAfter(double value, double rate) {
        if (cooling > 0) {
            cooling--;
            waited = 0;
        }
        if (!started || settings.watch().isBetter(value, best, smaller)) {
            started = true;
            best = value;
            waited = 0;
        } else if (cooling == 0) {
            waited++;
            if (waited >= settings.watch().patience() && rate > settings.minLr()) {
                cooling = settings.cooldown();
                waited = 0;
                return Math.max(rate * settings.factor(), settings.minLr());
            }
        }
        return rate;
    }

    /** All that is remembered from epoch to epoch. */
    double[] memory() {
        return new double[] {started ? 1 : 0, best, waited, cooling};
    }

    /** Takes back what was remembered, from {@code place} on; where the next callback's begins. */
    int resume(double[] memory, int place) {
        started = memory[place] == 1;
        best = memory[place + 1];
        waited = (int) memory[place + 2];
        cooling = (int) memory[place + 3];
        return place + 4;
    }
}
