package dev.backflow.storage;

/** The bytes of a checkpoint are not what was written. */
public final class UnreadableCheckpointException extends RuntimeException {

    UnreadableCheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
