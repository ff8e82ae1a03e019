package dev.backflow.execution;

/** Brings a run from queued to its end. */
@FunctionalInterface
public interface RunExecutor {

    /**
     * Returns when the run has reached its end, good or bad: marking it failed is the executor's duty, and after whatever
     * else it throws the run comes again, a little later.
     *
     * <p>The same run may come again: after an interruption, or from a node that was taken for dead and may still be alive.
     *
     * @throws InterruptedException when stopped before the end; the run goes back to the queue
     */
    void execute(String runId) throws Exception;
}
