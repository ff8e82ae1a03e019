package dev.backflow.execution;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.backflow.cures.CureQueue;
import dev.backflow.runs.Priority;
import dev.backflow.runs.RunQueue;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The queue as a table beside the runs. No active run is without an entry, its own or that of its slice: they are
 * committed together, a run's own entry that waits leaves in the transaction that cancels its run, and one that a
 * worker has leaves only after the run's end is committed, unless another worker has taken it since (db-scheduler
 * compares its version).
 */
@Component
class DbSchedulerRunQueue implements RunQueue, CureQueue {

    private final ObjectProvider<Scheduler> scheduler;
    private final JdbcTemplate jdbc;
    private final Clock clock;

    /** The scheduler comes late because its workers may need whoever needs this queue. */
    DbSchedulerRunQueue(ObjectProvider<Scheduler> scheduler, JdbcTemplate jdbc, Clock clock) {
        this.scheduler = scheduler;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void enqueue(List<String> runIds, Priority priority) {
        scheduler.getObject().scheduleIfNotExists(RunTask.entry(runIds, priority), clock.instant());
        afterCommit(() -> scheduler.getObject().triggerCheckForDueExecutions());
    }

    @Override
    public void enqueueCure(String id) {
        scheduler.getObject().scheduleIfNotExists(CureTask.entry(id), clock.instant());
        afterCommit(() -> scheduler.getObject().triggerCheckForDueExecutions());
    }

    /** In one statement: a worker that takes the run at the same moment either has it or does not find it. */
    @Override
    public void remove(String runId) {
        jdbc.update(
                "delete from scheduled_tasks where task_name = ? and task_instance = ? and not picked",
                RunTask.NAME,
                runId);
    }

    private static void afterCommit(Runnable action) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            action.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }
}
