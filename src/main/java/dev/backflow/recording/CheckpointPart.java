package dev.backflow.recording;

import dev.backflow.spec.WireNames;

/** What a checkpoint is made of. A run that was changed when it was forked goes on without some of it. */
public enum CheckpointPart {
    WEIGHTS,
    /** The optimizer's memory and the steps it took. */
    OPTIMIZER,
    /** What early stopping and reduce_on_plateau remember. */
    SUPERVISION,
    /** What recording compares with. */
    RECORDING;

    public String wireName() {
        return WireNames.of(this);
    }
}
