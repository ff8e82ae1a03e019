package dev.backflow.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Several nodes over one PostgreSQL: one serves, two train, and one of those dies or freezes. */
class SeveralNodesIT {

    private static final int TAKEOVER_SECONDS = Integer.getInteger("backflow.takeover", 5);
    private static final String TAKEOVER = "--backflow.worker.takeover=" + TAKEOVER_SECONDS + "s";
    private static final String[] WORKER = {"--backflow.worker.threads=1", TAKEOVER};
    private static final String[] FRONT = {"--backflow.worker.threads=0", TAKEOVER};

    @TempDir
    Path directory;

    private ServiceProcess front;

    private static String submit(ServiceProcess node, String name, String body) {
        try {
            return node.submit(name, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode run(String id) {
        return front.json("/api/v1/runs/" + id);
    }

    private String digest(String id) {
        return Trainings.digest(id, path -> {
            try {
                return front.get(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void awaitEnd(String id) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> !List.of("queued", "running")
                        .contains(run(id).at("/status/state").asString()));
        assertThat(run(id).at("/status/state").asString())
                .as(run(id).toString())
                .isEqualTo("succeeded");
    }

    @Test
    void eachOf200RunsSucceedsOnceThoughAWorkerIsKilledAndTheFrontNodeTrainsNothing() {
        String[] database = TestDatabase.POSTGRESQL.create(directory);
        try (ServiceProcess node = ServiceProcess.start(directory, database, FRONT)) {
            front = node;
            List<String> ids = IntStream.range(0, 200)
                    .mapToObj(i -> submit(front, "run-" + i, Trainings.epochs("run-" + i, i % 10 == 9 ? 3000 : 60)))
                    .toList();
            Clients.pause(500);
            assertThat(run(ids.get(0)).at("/status/state").asString()).isEqualTo("queued");
            try (ServiceProcess survivor = ServiceProcess.launch(directory, database, WORKER);
                    ServiceProcess victim = ServiceProcess.launch(directory, database, WORKER)) {
                await().until(() ->
                        !run(ids.get(29)).at("/status/state").asString().equals("queued"));
                victim.kill();
                ids.forEach(this::awaitEnd);
                assertThat(run(ids.get(199)).at("/status/attempt").asInt()).isPositive();
            }
            String expected = digest(ids.get(0));
            String expectedOfLong = digest(ids.get(9));
            for (int i = 0; i < ids.size(); i += 3) {
                assertThat(digest(ids.get(i))).isEqualTo(i % 10 == 9 ? expectedOfLong : expected);
            }
        }
    }

    @Test
    void aFrozenWorkerThatWakesUpWritesNothing() {
        String[] database = TestDatabase.POSTGRESQL.create(directory);
        try (ServiceProcess node = ServiceProcess.start(directory, database, FRONT);
                ServiceProcess frozen = ServiceProcess.start(directory, database, WORKER)) {
            front = node;
            String id = submit(front, "run", Trainings.epochs("run", 30_000));
            await().until(() -> run(id).at("/status/epoch").asInt() > 0);
            frozen.signal("STOP");
            long frozenAt = System.nanoTime();
            int epoch = run(id).at("/status/epoch").asInt();
            try (ServiceProcess other = ServiceProcess.start(directory, database, WORKER)) {
                await().until(() -> run(id).at("/status/attempt").asInt() > 1);
                System.out.printf(
                        "taken over %.1f s after the worker froze, of at most %d%n",
                        (System.nanoTime() - frozenAt) / 1e9, TAKEOVER_SECONDS);
                await().until(() -> run(id).at("/status/epoch").asInt() > epoch);
                frozen.signal("CONT");
                awaitEnd(id);
                String undisturbed = submit(front, "undisturbed", Trainings.epochs("run", 30_000));
                awaitEnd(undisturbed);
                assertThat(digest(id)).isEqualTo(digest(undisturbed));
            }
        }
    }
}
