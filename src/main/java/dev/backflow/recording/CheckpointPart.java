package dev.backflow.recording;

import dev.backflow.spec.WireNames;

/** What a checkpoint is made of. A run that was changed when it was forked goes on without some of it. */
public enum CheckpointPart {
    WEIGHTS(0),
    /** The optimizer's memory and the steps it took. */
    OPTIMIZER(1),
    /** What early stopping and reduce_on_plateau remember. */
    SUPERVISION(2),
    /** What recording compares with. */
    RECORDING(3);

    private final int code;

    CheckpointPart(int code) {
        this.code = code;
    }

    /** What stands for the part in stored checkpoints: never changed, and never given to another part. */
    public int code() {
        return code;
    }

    public String wireName() {
        return WireNames.of(this);
    }
}
