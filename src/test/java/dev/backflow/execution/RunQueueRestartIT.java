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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class RunQueueRestartIT {

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
    void putsRunsBackWhenTheNodeIsShutDownAndTakesThemAgainAfterwards() {
        Map<String, Object> before;
        try (QueueNode node = new QueueNode(database, 2)) {
            node.occupyWorker("a");
            node.executor.on("b", RunQueueRestartIT::trainUntilStopped);
            node.enqueue("b");
            await().until(() -> node.executor.started().containsAll(List.of("a", "b")));
            before = node.entry("a");
            assertThat(before).containsEntry("picked", true);
        }
        try (QueueNode node = new QueueNode(database, 0)) {
            assertThat(node.entry("a")).containsEntry("execution_time", before.get("execution_time"));
            for (String run : List.of("a", "b")) {
                assertThat(node.entry(run))
                        .containsEntry("picked", false)
                        .containsEntry("failures", 0)
                        .containsEntry("last_failure", null);
            }
        }
        try (QueueNode node = new QueueNode(database, 1)) {
            await().until(() -> node.executor.started().equals(List.of("a", "b")) && node.waitingOrRunning("b") == 0);
        }
    }

    /** Like an executor that tells of its interruption in its own words. */
    private static void trainUntilStopped(List<String> runIds) {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("training was stopped", e);
        }
    }

    @Test
    void leavesRunsToOthersWhenItHasNoWorkers() {
        try (QueueNode node = new QueueNode(database, 0)) {
            node.enqueue("a");
            await().during(1200, MILLISECONDS)
                    .until(() -> node.entry("a").get("picked").equals(false));
            assertThat(node.executor.started()).isEmpty();
        }
    }

    @Test
    void takesOverTheRunsOfAKilledProcess() {
        try (QueueNode node = new QueueNode(database, 0)) {
            node.enqueue("silent");
            node.enqueue("fresh");
            pick(node, "silent", Duration.ofSeconds(61));
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
