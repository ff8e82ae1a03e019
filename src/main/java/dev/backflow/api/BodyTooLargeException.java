package dev.backflow.api;

import java.io.IOException;

/** A request body exceeds its limit. */
final class BodyTooLargeException extends IOException {

    BodyTooLargeException(BodyLimit limit) {
        super("The body may have at most " + limit.bytes() + " bytes (" + limit.property() + ").");
    }
}
