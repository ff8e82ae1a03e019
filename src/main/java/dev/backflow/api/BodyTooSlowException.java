package dev.backflow.api;

/** A request body takes too long. */
final class BodyTooSlowException extends RuntimeException {

    BodyTooSlowException(long seconds) {
        super("The body must arrive within " + seconds + " seconds (backflow.limits.body-time).");
    }
}
