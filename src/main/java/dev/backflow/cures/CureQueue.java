package dev.backflow.cures;

/** Where searches wait for a worker as runs do. Calls join the transaction of the caller. */
public interface CureQueue {

    /** Lets a worker take the search as soon as the caller's transaction is committed. */
    void enqueueCure(String id);
}
