package dev.backflow.runs;

/** There is no run of this id. */
public final class NoSuchRunException extends RuntimeException {

    public NoSuchRunException(String id) {
        super("There is no run " + id + ". It may have been deleted; GET /api/v1/runs lists those there are.");
    }
}
