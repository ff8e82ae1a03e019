package dev.backflow.execution;

/** There is no memory for a run now; others are to be trained first. */
final class NoRoomException extends Exception {

    NoRoomException(String runId) {
        super("Run " + runId + " waits until there is memory for it");
    }
}
