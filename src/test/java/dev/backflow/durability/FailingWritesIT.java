package dev.backflow.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
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
    private static final int SPACE_LEFT = 300_000;

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

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }

    /** Until a little is left. */
    private static void fill(Path disk, Path ballast) throws IOException {
        byte[] block = new byte[10_000];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (Files.getFileStore(disk).getUsableSpace() > SPACE_LEFT) {
                out.write(block);
            }
        }
    }

    @Test
    void onAFullDiskNoRunIsAcceptedThatIsNotThereAndWithSpaceAgainAllGoesOn() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(succeeds("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", disk.toString()), "needs a small disk");
        try {
            String[] database = TestDatabase.H2.create(disk);
            Path ballast = disk.resolve("ballast");
            Map<String, String> accepted = new HashMap<>();
            Map<String, String> refused = new HashMap<>();
            try (ServiceProcess service = ServiceProcess.start(directory, database, "--backflow.worker.threads=1")) {
                fill(disk, ballast);
                for (int i = 0; refused.size() < 5 && i < 1000; i++) {
                    String key = "run-" + i + "-end";
                    HttpResponse<String> answer =
                            service.send(post(service.address("/api/v1/runs"), key, Trainings.epochs(key, 300)));
                    (answer.statusCode() == 202 ? accepted : refused).put(key, answer.body());
                    assertThat(answer.statusCode()).as(answer.body()).isIn(202, 503);
                }
                assertThat(accepted).isNotEmpty();
                assertThat(refused)
                        .hasSize(5)
                        .allSatisfy((key, body) -> assertThat(body).contains("database-unavailable"));
                Files.delete(ballast);
                await().ignoreExceptions().until(() -> {
                    accepted.put(
                            "again", "{\"id\":\"" + service.submit("again", Trainings.epochs("again", 300)) + "\"");
                    return true;
                });
                service.kill();
            }
            try (ServiceProcess service = ServiceProcess.start(directory, database, "--backflow.worker.threads=1")) {
                for (String key : refused.keySet()) {
                    accepted.put(key, "{\"id\":\"" + service.submit(key, Trainings.epochs(key, 300)) + "\"");
                }
                for (Map.Entry<String, String> run : accepted.entrySet()) {
                    String id = run.getValue().replaceFirst("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
                    await().pollDelay(Duration.ZERO)
                            .until(() -> service.json("/api/v1/runs/" + id)
                                    .at("/status/state")
                                    .asString()
                                    .equals("succeeded"));
                    assertThat(service.json("/api/v1/runs?name=" + run.getKey())
                                    .get("items")
                                    .size())
                            .isOne();
                }
            }
            System.out.printf("full disk: %d accepted, %d refused, lost 0%n", accepted.size() - 6, refused.size());
        } finally {
            succeeds("umount", "-l", disk.toString());
        }
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
