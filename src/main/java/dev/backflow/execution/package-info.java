/**
 * Runs from queued to their ends. The queue is db-scheduler's table beside the runs, so that runs and their entry are
 * committed together, and any number of nodes can share it. An entry is a slice: one run, or several small ones. It is
 * taken by one worker at a time, goes back when the worker is stopped or dies, and leaves when all of its runs have
 * reached their ends. The queue must not know what a run is: it carries ids. Nothing here knows HTTP, and no
 * transaction is open while a network trains or while its numbers are encoded.
 *
 * <p>Read {@link dev.backflow.execution.DbSchedulerRunQueue} (how runs get in), {@link dev.backflow.execution.RunTask}
 * (what the queue does with an entry) and {@link dev.backflow.execution.RunExecutor} (what it expects of a worker);
 * then {@code RunWorker} (trains the runs of a slice), {@code Control} (whether it goes on with one), {@code Collector}
 * (records and checkpoints of one run), {@code Pending} (when they are stored, of all runs of the slice together),
 * {@code RunJournal} (how: state and numbers in one transaction) and {@code RetryingJournal} (until the database is
 * back). {@code TrainingStates} and {@code SavedNetworks} bring what was stored back to life. {@link
 * dev.backflow.execution.RunQueueConfiguration} and {@link dev.backflow.execution.QueueDatabase} set db-scheduler up.
 */
@NullMarked
package dev.backflow.execution;

import org.jspecify.annotations.NullMarked;
