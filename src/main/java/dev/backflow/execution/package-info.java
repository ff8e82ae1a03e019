/**
 * A run from queued to its end. The queue is db-scheduler's table beside the runs, so that a run and its entry are
 * committed together, and any number of nodes can share it; an entry is taken by one worker at a time, goes back when the
 * worker is stopped or dies, and leaves when the run has reached its end. The queue must not know what a run is: it
 * carries ids. Nothing here knows HTTP.
 *
 * <p>Read {@link dev.backflow.execution.DbSchedulerRunQueue} (how runs get in), {@link dev.backflow.execution.RunTask}
 * (what happens to them) and {@link dev.backflow.execution.RunExecutor} (who does the work), then
 * {@link dev.backflow.execution.RunQueueConfiguration} and {@link dev.backflow.execution.QueueDatabase}.
 */
package dev.backflow.execution;
