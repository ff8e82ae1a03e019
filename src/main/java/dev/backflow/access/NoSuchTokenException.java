package dev.backflow.access;

/** No token has this id. */
public final class NoSuchTokenException extends RuntimeException {

    NoSuchTokenException(String id) {
        super("There is no token " + id + ".");
    }
}
