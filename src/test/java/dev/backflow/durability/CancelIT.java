package dev.backflow.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Runs are cancelled while they wait, begin, train and end, and deleted. */
class CancelIT {

    private static final int CANCELS = 2 * Integer.getInteger("backflow.rounds", 100);
    private static final List<Integer> EPOCHS = List.of(30, 2000, 10_000, 1_000_000);
    private static final int LONGEST_PAUSE_MILLIS = 700;

    @TempDir
    Path directory;

    private final Random random = new Random();
    private final ExecutorService clients = Executors.newFixedThreadPool(6);

    @AfterEach
    void stopClients() {
        clients.shutdown();
    }

    private static Answer cancel(TestService service, String id) {
        return service.post("/api/v1/runs/" + id + "/cancel", "");
    }

    private static String state(Answer answer) {
        return answer.json().at("/status/state").asString();
    }

    @ParameterizedTest
    @EnumSource
    void twoHundredTakeEffectAreIdempotentAndLeaveNoLaterRow(TestDatabase database) {
        Map<String, Map<String, Long>> cancelled = new ConcurrentHashMap<>();
        try (TestService service = TestService.on(database.create(directory), "--backflow.worker.threads=3")) {
            StoredRows rows = new StoredRows(service.part(JdbcTemplate.class));
            IntStream.range(0, CANCELS)
                    .mapToObj(i ->
                            CompletableFuture.runAsync(() -> submitAndCancel(service, rows, i, cancelled), clients))
                    .toList()
                    .forEach(CompletableFuture::join);
            await().until(() -> cancelled.keySet().stream().noneMatch(rows::isInQueue));
            cancelled.forEach((id, before) -> {
                assertThat(rows.of(id)).isEqualTo(before);
                assertThat(service.state(id)).isEqualTo("cancelled");
            });
        }
        assertThat(cancelled).hasSizeGreaterThanOrEqualTo(CANCELS / EPOCHS.size());
        System.out.printf(
                "%s: %d cancels, %d before the end, %d of which after numbers were stored, no later row%n",
                database,
                CANCELS,
                cancelled.size(),
                cancelled.values().stream()
                        .filter(left -> left.containsKey("statistics_chunk"))
                        .count());
    }

    private void submitAndCancel(
            TestService service, StoredRows rows, int number, Map<String, Map<String, Long>> cancelled) {
        String id = service.submit(Trainings.epochs("run", EPOCHS.get(number % EPOCHS.size())));
        Clients.pause(random.nextInt(LONGEST_PAUSE_MILLIS));
        Answer answer = cancel(service, id);
        if (answer.status() == 202) {
            cancelled.put(id, rows.of(id));
            assertThat(state(answer)).isEqualTo("cancelled");
            assertThat(cancel(service, id).body()).isEqualTo(answer.body());
        } else {
            assertThat(answer.status()).as(answer.body()).isEqualTo(409);
            assertThat(service.state(id)).isEqualTo("succeeded");
        }
    }

    /** Any of these would go on for minutes. */
    static Stream<String> longTrainings() {
        return Stream.of(
                Trainings.slow("a long evaluation"),
                Trainings.slow("a long look at all examples at once")
                        .replace("\"samples\": 200000", "\"samples\": 20000")
                        .replace("\"every\": 5", "\"every\": 5, \"sample\": \"full\""),
                Trainings.everyTensor("much to store"));
    }

    @ParameterizedTest
    @MethodSource("longTrainings")
    void theWorkerIsFreeWhateverTheRunIsDoing(String training) {
        try (TestService service = TestService.start(
                directory,
                "--backflow.worker.threads=1",
                "--backflow.limits.run.heap-bytes=10000000000",
                "--backflow.limits.run.stored-bytes=1000000000000")) {
            for (int pause : List.of(300, 2500)) {
                String id = service.submit(training);
                await().until(() -> service.state(id).equals("running"));
                Clients.pause(pause);
                assertThat(state(cancel(service, id))).isEqualTo("cancelled");
                long began = System.nanoTime();
                String next = service.submit(Trainings.epochs("next", 0));
                await().pollInterval(Duration.ofMillis(20))
                        .until(() -> !service.state(next).equals("queued"));
                System.out.printf("the worker is free %.2f s after the cancel%n", (System.nanoTime() - began) / 1e9);
                assertThat(service.ended(next).at("/status/state").asString()).isEqualTo("succeeded");
                assertThat(service.state(id)).isEqualTo("cancelled");
            }
        }
    }

    /** The process has 256 MB. */
    @Test
    void aRunThatRecordsAllThereIsLeavesMemoryToOthersAndCanBeCancelled() throws IOException {
        String[] database = TestDatabase.H2.create(directory);
        try (ServiceProcess service = ServiceProcess.start(
                directory,
                database,
                "--backflow.worker.threads=1",
                "--backflow.limits.run.stored-bytes=1000000000000")) {
            String id = service.submit("all", Trainings.everyTensor("all"));
            String path = "/api/v1/runs/" + id;
            int epoch = 0;
            for (int progress = 0; progress < 5; progress++) {
                int before = epoch;
                await().until(() -> service.json(path).at("/status/epoch").asInt() > before);
                epoch = service.json(path).at("/status/epoch").asInt();
            }
            HttpResponse<String> answer = service.send(HttpRequest.newBuilder(service.address(path + "/cancel"))
                    .POST(HttpRequest.BodyPublishers.noBody()));
            assertThat(answer.statusCode()).isEqualTo(202);
            String next = service.submit("next", Trainings.epochs("next", 30));
            await().until(() -> service.json("/api/v1/runs/" + next)
                    .at("/status/state")
                    .asString()
                    .equals("succeeded"));
            assertThat(service.json(path).at("/status/state").asString()).isEqualTo("cancelled");
        }
    }

    @ParameterizedTest
    @EnumSource
    void deletedARunLeavesNothing(TestDatabase database) {
        TestService service = TestService.shared(database);
        StoredRows rows = new StoredRows(service.part(JdbcTemplate.class));
        String id = service.submit(Trainings.everything("run"));
        String other = service.submit(Trainings.everything("other"));
        String waiting = service.submit(Trainings.epochs("waiting", 1_000_000));
        assertThat(service.delete("/api/v1/runs/" + waiting).status()).isEqualTo(409);
        cancel(service, waiting);
        service.ended(id);
        service.ended(other);
        service.part(JdbcTemplate.class) // as a run on an uploaded file has it
                .update("insert into fitted_data (run_id, fitted) values (?, '{}')", id);
        assertThat(service.post("/api/v1/runs/" + id + "/cures", "").status()).isEqualTo(202);
        assertThat(rows.of(id).keySet()).containsAll(rows.tables());
        Map<String, Long> ofOther = rows.of(other);
        for (String deleted : List.of(id, waiting)) {
            assertThat(service.delete("/api/v1/runs/" + deleted).status()).isEqualTo(204);
            assertThat(rows.of(deleted)).isEmpty();
            await().until(() -> !rows.isInQueue(deleted));
            assertThat(rows.of(deleted)).isEmpty();
            assertThat(service.get("/api/v1/runs/" + deleted).status()).isEqualTo(404);
            assertThat(service.delete("/api/v1/runs/" + deleted).status()).isEqualTo(404);
        }
        assertThat(rows.of(other)).isEqualTo(ofOther);
    }
}
