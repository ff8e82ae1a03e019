package dev.backflow.api;

/** What is to be changed is not what the client takes it for. */
final class PreconditionFailedException extends RuntimeException {

    PreconditionFailedException(String message) {
        super(message);
    }
}
