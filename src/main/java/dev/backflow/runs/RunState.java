package dev.backflow.runs;

import dev.backflow.spec.WireNames;

/** Where a run stands. */
public enum RunState {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /** Whether a worker has it or may still take it. */
    public boolean isActive() {
        return this == QUEUED || this == RUNNING;
    }

    public String wireName() {
        return WireNames.of(this);
    }
}
