package dev.backflow.api.events;

/** What is told on a stream, read a piece at a time. */
interface Events {

    /** The next events; empty if there are none yet. */
    byte[] next();

    /** Whether nothing will follow. */
    boolean haveEnded();
}
