package dev.backflow.recording;

import dev.backflow.spec.WireNames;

/** Along what statistics are recorded. */
public enum Axis {
    /** Passes over the data. */
    EPOCH,
    /** Optimizer steps, of all epochs together; where {@code recording.every_steps} asks for them. */
    STEP;

    public String wireName() {
        return WireNames.of(this);
    }
}
