package dev.backflow.execution;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a worker does with an entry of the queue: {@code run}, with the run's id as the instance. */
class RunTask extends CustomTask<Void> {

    static final String NAME = "run";

    private static final Duration PUT_OFF = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(RunTask.class);

    private final RunExecutor executor;
    private final QueueDatabase database;

    RunTask(RunExecutor executor, QueueDatabase database) {
        super(NAME, Void.class, null, now -> now, RunTask::putBack, RunTask::putBack);
        this.executor = executor;
        this.database = database;
    }

    /** Called before the scheduler fetches anything. */
    @Override
    public void onStartup(SchedulerClient scheduler, Clock clock) {
        database.releaseAbandoned();
    }

    @Override
    public CompletionHandler<Void> execute(TaskInstance<Void> run, ExecutionContext context) {
        try {
            executor.execute(run.getId());
        } catch (Throwable e) {
            if (e instanceof InterruptedException || context.getSchedulerState().isShuttingDown()) {
                LOG.info("Run {} was stopped before its end and goes back to the queue", run.getId());
                return RunTask::putBack; // as a completion, because failures are counted
            }
            LOG.error("Run {} goes back to the queue, because its worker could not tell how it ended", run.getId(), e);
            return RunTask::putOff;
        } finally {
            Thread.interrupted(); // or the queue's own database access would be interrupted next
        }
        return new OnCompleteRemove<>();
    }

    /** Its attempts are counted when they begin, so this ends by itself. */
    private static void putOff(ExecutionComplete complete, ExecutionOperations<Void> queue) {
        queue.reschedule(complete, complete.getTimeDone().plus(PUT_OFF));
    }

    /** To the run's old place in the queue. */
    private static void putBack(ExecutionComplete complete, ExecutionOperations<Void> queue) {
        queue.reschedule(complete, complete.getExecution().executionTime);
    }
}
