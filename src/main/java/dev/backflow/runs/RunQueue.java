package dev.backflow.runs;

/** Where accepted runs wait for a worker, first come, first served among those of the same priority. Calls join the transaction of the caller. */
public interface RunQueue {

    /** Lets a worker take the run as soon as the caller's transaction is committed. Has no effect on a run already there. */
    void enqueue(String runId, Priority priority);

    /** Takes the run out if it is still waiting; has no effect once a worker has it. */
    void remove(String runId);
}
