package dev.backflow.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import dev.backflow.runs.Priority;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class RunQueueIT {

    static final int WORKERS = 4;
    static final String RARELY = "--db-scheduler.polling-interval=1h";

    @TempDir
    static Path directory;

    static QueueNode node;

    @Parameter
    TestDatabase database;

    final String run = UUID.randomUUID().toString();

    @BeforeParameterizedClassInvocation
    static void start(TestDatabase database) {
        node = new QueueNode(database.create(directory), WORKERS);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        node.close();
    }

    @AfterEach
    void releaseWorkers() {
        node.executor.releaseAll();
    }

    @Test
    void startsARunWhenItIsEnqueuedAndNotWhenItLooksTheNextTime() {
        try (QueueNode rarely = new QueueNode(database.create(directory), WORKERS, RARELY)) {
            for (int i = 0; i < 9; i++) {
                String id = run + i;
                rarely.enqueue(id);
                await().until(() -> rarely.executor.started().contains(id));
            }
        }
    }

    private List<CountDownLatch> occupyAllWorkers() {
        List<String> ids = IntStream.range(0, WORKERS).mapToObj(i -> run + i).toList();
        List<CountDownLatch> ends = ids.stream().map(node::occupyWorker).toList();
        await().until(() -> node.executor.started().containsAll(ids));
        return ends;
    }

    @Test
    void startsRunsInTheOrderOfTheirEnqueueing() {
        List<CountDownLatch> occupied = occupyAllWorkers();
        List<String> waiting =
                IntStream.range(WORKERS, 30).mapToObj(i -> run + i).toList();
        waiting.forEach(node::enqueue);
        occupied.get(0).countDown();

        await().until(() -> node.executor.started().contains(run + 29));
        assertThat(node.executor.started()).containsSubsequence(waiting);
    }

    @Test
    void givesAFreeWorkerTheNextRunWhileTheOthersAreBusy() {
        try (QueueNode rarely = new QueueNode(database.create(directory), WORKERS, RARELY)) {
            IntStream.range(0, WORKERS).forEach(i -> rarely.occupyWorker(run + i));
            await().until(() -> rarely.executor.started().size() == WORKERS);
            IntStream.range(WORKERS, 54).forEach(i -> rarely.enqueue(run + i));
            rarely.executor.release(run + 0);
            await().until(() -> rarely.executor.started().contains(run + 53));
            rarely.executor.releaseAll();
        }
    }

    @Test
    void neverStartsARunRemovedWhileWaiting() {
        occupyAllWorkers();
        node.enqueue(run);
        node.enqueue(run + "next");
        node.queue.remove(run);
        node.queue.remove(run + 0);
        node.queue.remove("nobody");

        assertThat(node.waitingOrRunning(run)).isZero();
        assertThat(node.waitingOrRunning(run + 0)).isOne();
        node.executor.releaseAll();
        await().until(() -> node.executor.started().contains(run + "next"));
        assertThat(node.executor.started()).doesNotContain(run);
    }

    @Test
    void executesARunOnceThoughItIsEnqueuedTwice() {
        occupyAllWorkers();
        node.enqueue(run);
        node.enqueue(run);
        node.executor.releaseAll();
        await().until(() -> node.executor.started().contains(run) && node.waitingOrRunning(run) == 0);
        assertThat(node.executor.started()).containsOnlyOnce(run);
    }

    @Test
    void takesARunAgainWhoseExecutorThrows() {
        AtomicInteger executions = new AtomicInteger();
        node.executor.on(run, id -> {
            if (executions.incrementAndGet() == 1) {
                throw new IllegalStateException("of the test");
            }
        });
        node.enqueue(run);
        await().until(() -> executions.get() == 2 && node.waitingOrRunning(run) == 0);
    }

    @Test
    void takesAnInterruptedRunAgainWithoutCountingAFailure() {
        AtomicInteger executions = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        node.executor.on(run, id -> {
            if (executions.incrementAndGet() == 1) {
                Thread.currentThread().interrupt();
            }
            end.await();
        });
        node.enqueue(run);
        await().until(() -> executions.get() == 2);
        assertThat(node.entry(run)).containsEntry("failures", 0).containsEntry("last_failure", null);
        end.countDown();
        await().until(() -> node.waitingOrRunning(run) == 0);
    }

    @Test
    void givesTheRunsOfASliceToOneWorkerInTheirOrder() {
        occupyAllWorkers();
        List<String> slice = IntStream.range(10, 30).mapToObj(i -> run + i).toList();
        node.queue.enqueue(slice, Priority.NORMAL);
        node.queue.enqueue(slice, Priority.NORMAL);
        node.executor.releaseAll();
        await().until(() -> node.entries() == 0);
        assertThat(node.executor.started().stream().filter(slice::contains)).isEqualTo(slice);
        assertThat(node.executor.slices()).containsOnlyOnce(slice);
    }

    @Test
    void keepsASliceOfWhichOneRunIsRemoved() {
        occupyAllWorkers();
        List<String> slice = List.of(run + 10, run + 11);
        node.queue.enqueue(slice, Priority.NORMAL);
        node.queue.remove(run + 10);
        node.executor.releaseAll();
        await().until(() -> node.entries() == 0);
        assertThat(node.executor.slices()).contains(slice);
    }
}
