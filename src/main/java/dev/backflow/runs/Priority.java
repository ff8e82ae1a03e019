package dev.backflow.runs;

import dev.backflow.spec.WireNames;

/** Which of the waiting runs is taken first; among equals it is the one that waits longest. */
public enum Priority {
    LOW,
    NORMAL,
    HIGH;

    public String wireName() {
        return WireNames.of(this);
    }
}
