package dev.backflow.api;

import java.io.IOException;

/** A request body exceeds {@code backflow.limits.body}. */
final class BodyTooLargeException extends IOException {

    BodyTooLargeException(long limit) {
        super("The body may have at most " + limit + " bytes (backflow.limits.body).");
    }
}
