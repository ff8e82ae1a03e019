package dev.backflow.storage;

import org.jspecify.annotations.Nullable;

/** The bytes of a checkpoint are not what was written. */
public final class UnreadableCheckpointException extends RuntimeException {

    UnreadableCheckpointException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
