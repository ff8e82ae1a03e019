package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that wait for news of a run are woken by the commit: here the database is never asked for them. */
class WakeIT {

    private static final String NEVER = "--backflow.watch.interval=0";

    /** Half of what they ask to wait; an answer that comes only because the wait is over comes too late. */
    private static final Duration PATIENCE = Duration.ofSeconds(LongPolls.LONGEST_SECONDS / 2);

    @TempDir
    Path directory;

    private static CompletableFuture<Answer> waiting(TestService service, String id, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.address("/api/v1/runs/" + id))
                .header("Prefer", "wait=" + LongPolls.LONGEST_SECONDS)
                .timeout(PATIENCE);
        return CompletableFuture.supplyAsync(
                () -> service.send(headers.length == 0 ? request : request.headers(headers)));
    }

    private static String state(CompletableFuture<Answer> answer) {
        return answer.join().json().at("/status/state").asString();
    }

    private static void awaitRunning(TestService service, String id) {
        await().until(() -> service.state(id).equals("running"));
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatWaitsForTheEndIsWokenByIt(TestDatabase database) {
        try (TestService service = TestService.on(database.create(directory), NEVER, "--backflow.worker.threads=1")) {
            String first = service.submit(Specs.LONG);
            awaitRunning(service, first);
            List<String> others =
                    Stream.generate(() -> service.submit(Specs.SMALL)).limit(5).toList();
            var ofFirst = waiting(service, first);
            var ofOthers = others.stream().map(id -> waiting(service, id)).toList();
            service.post("/api/v1/runs/" + first + "/cancel", "");
            assertThat(state(ofFirst)).isEqualTo("cancelled");
            assertThat(ofOthers).extracting(WakeIT::state).containsOnly("succeeded");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatWaitsForAnyChangeIsWokenByItsBeginningItsProgressAndItsNewName(TestDatabase database) {
        try (TestService service = TestService.on(database.create(directory), NEVER, "--backflow.worker.threads=1")) {
            String busy = service.submit(Specs.LONG);
            awaitRunning(service, busy);
            String id = service.submit(Specs.LONG);
            String tag = service.get("/api/v1/runs/" + id)
                    .response()
                    .headers()
                    .firstValue("ETag")
                    .orElseThrow();
            var begins = waiting(service, id, "If-None-Match", tag);
            service.post("/api/v1/runs/" + busy + "/cancel", "");
            assertThat(state(begins)).isEqualTo("running");
            for (int news = 0; news < 3; news++) {
                tag = begins.join().response().headers().firstValue("ETag").orElseThrow();
                begins = waiting(service, id, "If-None-Match", tag);
                assertThat(begins.join().status()).isEqualTo(200);
            }
            service.post("/api/v1/runs/" + id + "/cancel", "");
            service.ended(id);
            tag = service.get("/api/v1/runs/" + id)
                    .response()
                    .headers()
                    .firstValue("ETag")
                    .orElseThrow();
            var named = waiting(service, id, "If-None-Match", tag);
            service.send(HttpRequest.newBuilder(service.address("/api/v1/runs/" + id))
                    .header("Content-Type", "application/json")
                    .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"name\": \"other\"}")));
            assertThat(named.join().json().get("name").asString()).isEqualTo("other");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStreamOfEventsTellsAllOfARunThatTrainsHere(TestDatabase database) {
        try (TestService service = TestService.on(database.create(directory), NEVER)) {
            String id = service.submit(Specs.LONG.replace("1000000", "20000"));
            String events = service.send(HttpRequest.newBuilder(service.address("/api/v1/runs/" + id + "/events"))
                            .timeout(Duration.ofMinutes(4)))
                    .body();
            assertThat(events.split("event: epoch\n")).hasSize(20_002);
            assertThat(events).contains("\"state\":\"succeeded\"");
        }
    }

    @Test
    void ofARunThatTrainsHereAndIsCancelledElsewhereTheWorkerTells() {
        String[] database = TestDatabase.POSTGRESQL.create(directory);
        try (TestService here = TestService.on(database, NEVER, "--backflow.worker.threads=1");
                TestService other = TestService.on(database, NEVER, "--backflow.worker.threads=0")) {
            String id = here.submit(Specs.LONG);
            awaitRunning(here, id);
            var answer = waiting(here, id);
            other.post("/api/v1/runs/" + id + "/cancel", "");
            assertThat(state(answer)).isEqualTo("cancelled");
        }
    }

    @Test
    void whatAnotherNodeDoesIsFoundByAsking() {
        String[] arguments = TestDatabase.POSTGRESQL.create(directory);
        try (TestService front = TestService.on(arguments, "--backflow.worker.threads=0");
                TestService worker = TestService.on(arguments, NEVER)) {
            String id = front.submit(Specs.SMALL);
            assertThat(state(waiting(front, id))).isEqualTo("succeeded");
            assertThat(worker.state(id)).isEqualTo("succeeded");
        }
    }
}
