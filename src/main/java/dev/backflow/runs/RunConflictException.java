package dev.backflow.runs;

/** The run is not in a state in which that can be done. */
public final class RunConflictException extends RuntimeException {

    public RunConflictException(String id, String reason) {
        super("Run " + id + " " + reason + ".");
    }
}
