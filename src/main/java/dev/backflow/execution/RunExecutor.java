package dev.backflow.execution;

import java.util.List;

/** Brings the runs of a slice from queued to their ends. */
@FunctionalInterface
public interface RunExecutor {

    /**
     * Returns when all runs have reached their ends, good or bad: marking them failed is the executor's duty, and after
     * whatever else it throws the slice comes again, a little later.
     *
     * <p>The same runs may come again: after an interruption, or from a node that was taken for dead and may still be
     * alive.
     *
     * @throws InterruptedException when stopped before the end; the slice goes back to the queue
     */
    void execute(List<String> runIds) throws Exception;
}
