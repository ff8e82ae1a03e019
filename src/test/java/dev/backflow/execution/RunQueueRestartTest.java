package dev.backflow.execution;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class RunQueueRestartTest {

    @TempDir
    Path directory;

    @Parameter
    TestDatabase kind;

    String[] database;

    @BeforeEach
    void create() {
        database = kind.create(directory);
    }

    @Test
    void putsARunBackWhenTheNodeIsShutDownAndTakesItAgainAfterwards() {
        Map<String, Object> before;
        try (QueueNode node = new QueueNode(database, 1)) {
            node.occupyWorker("a");
            await().until(() -> node.executor.started().contains("a"));
            before = node.entry("a");
            assertThat(before).containsEntry("picked", true);
        }
        try (QueueNode node = new QueueNode(database, 0)) {
            assertThat(node.entry("a"))
                    .containsEntry("picked", false)
                    .containsEntry("failures", 0)
                    .containsEntry("last_failure", null)
                    .containsEntry("execution_time", before.get("execution_time"));
        }
        try (QueueNode node = new QueueNode(database, 1)) {
            await().until(() -> node.executor.started().contains("a") && node.waitingOrRunning("a") == 0);
        }
    }

    @Test
    void putsARunBackWhenItThrowsAnythingDuringShutdown() {
        try (QueueNode node = new QueueNode(database, 1)) {
            node.executor.on("a", id -> {
                try {
                    Thread.currentThread().join();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("training was stopped", e);
                }
            });
            node.queue.enqueue("a");
            await().until(() -> node.executor.started().contains("a"));
        }
        try (QueueNode node = new QueueNode(database, 0)) {
            assertThat(node.entry("a")).containsEntry("picked", false).containsEntry("failures", 0);
        }
    }

    @Test
    void leavesRunsToOthersWhenItHasNoWorkers() {
        try (QueueNode node = new QueueNode(database, 0)) {
            node.queue.enqueue("a");
            await().during(1200, MILLISECONDS)
                    .until(() -> node.entry("a").get("picked").equals(false));
            assertThat(node.executor.started()).isEmpty();
        }
    }

    @Test
    void takesOverTheRunsOfAKilledProcess() {
        try (QueueNode node = new QueueNode(database, 0)) {
            node.queue.enqueue("silent");
            node.queue.enqueue("fresh");
            pick(node, "silent", Duration.ofSeconds(31));
            pick(node, "fresh", Duration.ZERO);
        }
        try (QueueNode node = new QueueNode(database, 1)) {
            await().until(() -> node.executor.started().contains("silent"));
            if (kind == TestDatabase.H2) { // nobody else can be at work on it
                await().until(() -> node.executor.started().contains("fresh"));
            } else {
                assertThat(node.entry("fresh")).containsEntry("picked", true).containsEntry("picked_by", "killed");
            }
        }
    }

    /** As a process leaves it that was killed after that much silence. */
    private static void pick(QueueNode node, String runId, Duration silence) {
        OffsetDateTime heartbeat = Instant.now().minus(silence).atOffset(ZoneOffset.UTC);
        node.jdbc.update(
                "update scheduled_tasks set picked = true, picked_by = 'killed', version = version + 1,"
                        + " last_heartbeat = ? where task_instance = ?",
                heartbeat,
                runId);
    }
}
