package dev.backflow.api;

/** A run was begun anew by another worker while it was read. */
final class BegunAnewException extends RuntimeException {

    BegunAnewException(String id) {
        super("Another worker has begun run " + id + " anew while it was read; read it again.");
    }
}
