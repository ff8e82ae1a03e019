package dev.backflow.access;

/** Tells who makes the request at hand. */
@FunctionalInterface
public interface Callers {

    /** {@link Caller#NOBODY} where there is no request. */
    Caller current();
}
