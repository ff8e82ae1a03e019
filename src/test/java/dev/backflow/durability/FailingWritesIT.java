package dev.backflow.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The database fails in the middle of what it is doing: what is accepted is there, and what is refused is there once or
 * not.
 */
class FailingWritesIT {

    private static final int CUTS = Integer.getInteger("backflow.rounds", 20);
    private static final int CLIENTS = 4;

    /** A run whose fetching was answered into a broken connection waits so long for its worker. */
    private static final String TAKEOVER = "--backflow.worker.takeover=5s";

    @TempDir
    Path directory;

    private static HttpRequest.Builder post(URI address, String key, String body) {
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    @Test
    void onConnectionsThatBreakEveryAcceptedRunIsThereAndNoRefusedOneTwice() throws Exception {
        String[] arguments = TestDatabase.POSTGRESQL.create(directory);
        int port = URI.create(arguments[1].substring(arguments[1].indexOf("postgresql:")))
                .getPort();
        Map<String, String> accepted = new ConcurrentHashMap<>();
        Map<String, Integer> refused = new ConcurrentHashMap<>();
        AtomicBoolean stopped = new AtomicBoolean();
        try (Proxy proxy = new Proxy(port)) {
            arguments[1] = arguments[1].replace(":" + port + "/", ":" + proxy.port() + "/");
            try (TestService service = TestService.on(arguments, "--backflow.worker.threads=1", TAKEOVER)) {
                var clients = IntStream.range(0, CLIENTS)
                        .mapToObj(client -> CompletableFuture.runAsync(() -> {
                            for (int i = 0; !stopped.get(); i++) {
                                String key = "run-" + client + "-" + i + "-end";
                                Answer answer = service.send(
                                        post(service.address("/api/v1/runs"), key, Trainings.epochs(key, 0)));
                                if (answer.status() == 202) {
                                    accepted.put(key, answer.json().get("id").asString());
                                } else {
                                    refused.put(key, answer.status());
                                }
                                Clients.pause(40); // a fast machine need not make thousands
                            }
                        }))
                        .toList();
                cut(proxy);
                stopped.set(true);
                clients.forEach(CompletableFuture::join);
                assertThat(refused.values()).isNotEmpty().containsOnly(503);
                await().ignoreExceptions()
                        .until(() -> service.get("/api/v1/runs").status() == 200);
                int stored = 0;
                for (String key : refused.keySet()) {
                    stored += service.ids("?name=" + key).size();
                    String id = service.send(post(service.address("/api/v1/runs"), key, Trainings.epochs(key, 0)))
                            .json()
                            .get("id")
                            .asString();
                    accepted.put(key, id);
                }
                accepted.forEach((key, id) -> {
                    assertThat(service.ids("?name=" + key)).containsExactly(id);
                    assertThat(service.ended(id).at("/status/state").asString()).isEqualTo("succeeded");
                });
                System.out.printf(
                        "%d cuts: %d accepted, %d refused, of which %d were stored, lost 0, doubled 0%n",
                        CUTS, accepted.size() - refused.size(), refused.size(), stored);
            }
        }
    }

    private static void cut(Proxy proxy) throws IOException {
        Random random = new Random();
        for (int i = 0; i < CUTS; i++) {
            Clients.pause(50 + random.nextInt(250));
            proxy.cut();
            proxy.mend();
        }
    }
}
