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
import dev.backflow.runs.Priority;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a worker does with an entry of the queue, which is a slice: {@code run}, with the id of a single run as the
 * instance, or with the ids of several as data.
 */
class RunTask extends CustomTask<String> {

    static final String NAME = "run";

    private static final String SEPARATOR = ",";
    private static final Duration PUT_OFF = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(RunTask.class);

    private final RunExecutor executor;
    private final QueueDatabase database;

    RunTask(RunExecutor executor, QueueDatabase database) {
        super(NAME, String.class, null, now -> now, RunTask::putBack, RunTask::putBack);
        this.executor = executor;
        this.database = database;
    }

    /** The instance of a slice of several is no run's, because those of runs leave when the run is cancelled. */
    static TaskInstance<String> entry(List<String> runIds, Priority priority) {
        boolean single = runIds.size() == 1;
        return new TaskInstance.Builder<String>(NAME, single ? runIds.get(0) : "slice of " + runIds.get(0))
                .data(single ? null : String.join(SEPARATOR, runIds))
                .priority(priority.ordinal())
                .build();
    }

    private static List<String> runs(TaskInstance<String> slice) {
        return slice.getData() == null
                ? List.of(slice.getId())
                : List.of(slice.getData().split(SEPARATOR));
    }

    /** Called before the scheduler fetches anything. */
    @Override
    public void onStartup(SchedulerClient scheduler, Clock clock) {
        database.releaseAbandoned();
    }

    @Override
    public CompletionHandler<String> execute(TaskInstance<String> slice, ExecutionContext context) {
        try {
            executor.execute(runs(slice));
        } catch (NoRoomException e) {
            LOG.info(e.getMessage());
            return RunTask::putOff;
        } catch (Throwable e) {
            if (e instanceof InterruptedException || context.getSchedulerState().isShuttingDown()) {
                LOG.info("{} was stopped before its end and goes back to the queue", slice.getId());
                return RunTask::putBack; // as a completion, because failures are counted
            }
            LOG.error("{} goes back to the queue, because its worker could not tell how it ended", slice.getId(), e);
            return RunTask::putOff;
        } finally {
            Thread.interrupted(); // or the queue's own database access would be interrupted next
        }
        return new OnCompleteRemove<>();
    }

    /** Its attempts are counted when they begin, so this ends by itself. */
    private static void putOff(ExecutionComplete complete, ExecutionOperations<String> queue) {
        queue.reschedule(complete, complete.getTimeDone().plus(PUT_OFF));
    }

    /** To its old place in the queue. */
    private static void putBack(ExecutionComplete complete, ExecutionOperations<String> queue) {
        queue.reschedule(complete, complete.getExecution().executionTime);
    }
}
