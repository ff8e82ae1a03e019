package dev.backflow.runs;

import jakarta.persistence.Embeddable;

/** How often a run was begun, and what came of it. */
@Embeddable
class Attempts {

    /** A run that brought down its worker so often in a row without getting any further is not tried again. */
    private static final int MOST_UNPRODUCTIVE = 3;

    private int attempt;
    private long token;
    private int unproductive;
    private long trainingMillis;

    protected Attempts() {}

    boolean areInVain() {
        return unproductive >= MOST_UNPRODUCTIVE;
    }

    void begin() {
        attempt++;
        token++;
        unproductive++;
    }

    void gotFurther(long trainedMillis) {
        unproductive = 0;
        trainingMillis = trainedMillis;
    }

    /** The token stays, so that whoever had it cannot be taken for a later one. */
    void takeBack() {
        attempt--;
        unproductive = Math.max(0, unproductive - 1);
    }

    int attempt() {
        return attempt;
    }

    long token() {
        return token;
    }

    long trainingMillis() {
        return trainingMillis;
    }
}
