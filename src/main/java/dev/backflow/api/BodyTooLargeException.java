package dev.backflow.api;

import dev.backflow.runs.LimitException;
import dev.backflow.runs.Limits;

/** A request body is too long. */
final class BodyTooLargeException extends LimitException {

    private BodyTooLargeException(String limit, long actual, long maximum, String setting) {
        super(limit, actual, maximum, "The body may have at most " + maximum + " bytes (" + setting + ").");
    }

    /** @param bytes as many as it has, or more than it may have where it does not say how many */
    static BodyTooLargeException json(Limits limits, long bytes) {
        return new BodyTooLargeException("body_bytes", bytes, limits.body().toBytes(), "backflow.limits.body");
    }

    /** @param bytes likewise */
    static BodyTooLargeException dataset(Limits limits, long bytes) {
        return new BodyTooLargeException(
                "dataset_bytes", bytes, limits.dataset().toBytes(), "backflow.limits.dataset");
    }
}
