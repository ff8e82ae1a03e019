package dev.backflow.execution;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import dev.backflow.cures.CureControl;
import dev.backflow.cures.CureWork;
import dev.backflow.runs.Priority;
import dev.backflow.runs.RunCost;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a worker does with a search for a cure: a slice of it, and then again until it has come to its end. */
class CureTask extends CustomTask<Void> {

    static final String NAME = "cure";

    private static final Duration PUT_OFF = Duration.ofSeconds(5);
    private static final long SLICE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Logger LOG = LoggerFactory.getLogger(CureTask.class);

    private final CureWork work;
    private final MemoryBudget memory;
    private final Interruption interruption;
    private final Clock clock;
    private final LongSupplier nanoTime;

    CureTask(CureWork work, MemoryBudget memory, Interruption interruption, Clock clock, LongSupplier nanoTime) {
        super(NAME, Void.class, null, now -> now, CureTask::goOn, CureTask::goOn);
        this.work = work;
        this.memory = memory;
        this.interruption = interruption;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    static TaskInstance<Void> entry(String id) {
        return new TaskInstance.Builder<Void>(NAME, id)
                .priority(Priority.NORMAL.ordinal())
                .build();
    }

    @Override
    public CompletionHandler<Void> execute(TaskInstance<Void> search, ExecutionContext context) {
        try (MemoryBudget.Share room = memory.share()) {
            Slice slice = new Slice(search.getId(), room);
            return goOn(search.getId(), slice)
                    ? new OnCompleteRemove<>()
                    : slice.lacksMemory ? CureTask::putOff : CureTask::goOn;
        } catch (RuntimeException e) { // the database is away
            LOG.warn("The search {} goes on later: {}", search.getId(), e.getMessage());
            return CureTask::putOff;
        } finally {
            Thread.interrupted(); // or the queue's own database access would be interrupted next
        }
    }

    /** Whether it has come to its end. */
    private boolean goOn(String id, Slice slice) {
        try {
            return work.goOn(id, slice);
        } catch (OutOfMemoryError e) {
            slice.lacksMemory = slice.room.setApart(id);
            if (!slice.lacksMemory) {
                work.fail(id, e);
            }
            return !slice.lacksMemory;
        }
    }

    /** So that others come first. */
    private static void putOff(ExecutionComplete complete, ExecutionOperations<Void> queue) {
        queue.reschedule(complete, complete.getTimeDone().plus(PUT_OFF));
    }

    /** At its old place in the queue. */
    private static void goOn(ExecutionComplete complete, ExecutionOperations<Void> queue) {
        queue.reschedule(complete, complete.getExecution().executionTime);
    }

    /** A second, at least one training. */
    private final class Slice implements CureControl {

        private final String id;
        private final MemoryBudget.Share room;
        private final long end = nanoTime.getAsLong() + SLICE_NANOS;
        private boolean lacksMemory;

        private Slice(String id, MemoryBudget.Share room) {
            this.id = id;
            this.room = room;
        }

        @Override
        public boolean isInterrupted() {
            return interruption.isAsked();
        }

        @Override
        public boolean isPaused() {
            return isInterrupted() || nanoTime.getAsLong() - end > 0;
        }

        @Override
        public boolean admits(RunCost cost) {
            try {
                while (!room.admits(id, cost, clock.instant())) {
                    lacksMemory = !room.waitsForRoom();
                    if (lacksMemory || isInterrupted()) {
                        return false;
                    }
                }
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
