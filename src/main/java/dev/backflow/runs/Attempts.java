package dev.backflow.runs;

import jakarta.persistence.Embeddable;

/** How often a run was begun, and what came of it. */
@Embeddable
class Attempts {

    private int attempt;
    private long token;
    private int unproductive;
    private long trainingMillis;

    protected Attempts() {}

    boolean areInVain() {
        return unproductive >= Limits.ATTEMPTS_IN_VAIN;
    }

    void begin() {
        attempt++;
        token++;
        unproductive++;
    }

    boolean isUnproductive() {
        return unproductive > 0;
    }

    void gotFurther() {
        unproductive = 0;
    }

    void trained(long millis) {
        trainingMillis = millis;
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
