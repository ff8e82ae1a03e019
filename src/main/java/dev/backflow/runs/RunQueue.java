package dev.backflow.runs;

import java.util.List;

/**
 * Where accepted runs wait for a worker, first come, first served among those of the same priority. Calls join the
 * transaction of the caller.
 */
public interface RunQueue {

    /**
     * Lets a worker take the runs, as one slice and in this order, as soon as the caller's transaction is committed.
     * Has no effect if the slice is already there.
     *
     * @param runIds one, or several that are small enough to be trained soon one after the other
     */
    void enqueue(List<String> runIds, Priority priority);

    /**
     * Takes a run out that waits alone; has no effect once a worker has it. In a larger slice it is passed over in its
     * turn.
     */
    void remove(String runId);
}
