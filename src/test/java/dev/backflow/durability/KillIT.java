package dev.backflow.durability;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The service is killed at random moments, time and again, while clients submit runs. */
class KillIT {

    private static final int ROUNDS = Integer.getInteger("backflow.rounds", 1);

    @TempDir
    Path directory;

    private volatile ServiceProcess service;

    @ParameterizedTest
    @EnumSource
    void noAcknowledgedRunIsLostDoubledOrOtherThanUndisturbed(TestDatabase database) throws IOException {
        String[] arguments = database.create(directory);
        try (Ledger ledger = new Ledger(directory)) {
            int submitted = killWhileSubmitting(arguments, ledger);
            Map<String, String> acknowledged = ledger.read();
            assertThat(acknowledged).hasSize(submitted);
            Map<String, JsonNode> runs = ended(submitted);
            assertThat(runs.keySet()).isEqualTo(acknowledged.keySet());
            runs.forEach((id, run) -> {
                assertThat(run.at("/status/state").asString())
                        .as(run.toString())
                        .isEqualTo("succeeded");
                assertThat(run.get("name").asString()).isEqualTo(acknowledged.get(id));
            });
            List<String> undisturbed = IntStream.range(0, Trainings.kinds())
                    .mapToObj(kind -> digest(trained(kind)))
                    .toList();
            acknowledged.forEach((id, name) -> assertThat(digest(id))
                    .as(runs.get(id).toString())
                    .isEqualTo(undisturbed.get(Integer.parseInt(name.substring(4)) % Trainings.kinds())));
            long resumed = runs.values().stream()
                    .filter(run -> run.at("/status/attempt").asInt() > 1)
                    .count();
            System.out.printf(
                    "%s: %d kills, %d runs, lost 0, duplicated 0, %d taken up again, all digests equal%n",
                    database, ROUNDS, submitted, resumed);
        } finally {
            service.close();
        }
    }

    /** How many runs were acknowledged. */
    private int killWhileSubmitting(String[] arguments, Ledger ledger) {
        Random random = new Random();
        service = ServiceProcess.start(directory, arguments, "--backflow.worker.takeover=5s");
        Clients clients = new Clients(() -> service, ledger);
        for (int round = 0; round < ROUNDS; round++) {
            Clients.pause(1000 + random.nextInt(2500));
            service.kill();
            service = ServiceProcess.start(directory, arguments, "--backflow.worker.takeover=5s");
        }
        return clients.stop();
    }

    private Map<String, JsonNode> ended(int submitted) {
        await().pollInterval(Duration.ofMillis(500))
                .until(() -> Stream.of("queued", "running")
                        .allMatch(state -> list("?state=" + state).isEmpty()));
        return list("?").stream().collect(toMap(run -> run.get("id").asString(), run -> run));
    }

    private List<JsonNode> list(String query) {
        List<JsonNode> all = new ArrayList<>();
        String token = "";
        while (token != null) {
            JsonNode page = service.json("/api/v1/runs" + query + "&page_size=200" + token);
            page.get("items").forEach(all::add);
            JsonNode next = page.get("next_page_token");
            token = next.isNull() ? null : "&page_token=" + next.asString();
        }
        return all;
    }

    private String trained(int kind) {
        try {
            String id = service.submit("undisturbed-" + kind, Trainings.named("undisturbed", kind));
            await().until(() -> service.json("/api/v1/runs/" + id)
                    .at("/status/state")
                    .asString()
                    .equals("succeeded"));
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String digest(String id) {
        return Trainings.digest(id, path -> {
            try {
                return service.get(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The control: with H2's own default the same procedure shows losses. */
    @Test
    void withoutImmediateWritesAcknowledgedRunsAreLost() throws IOException {
        String[] careless = {
            "--spring.datasource.url=jdbc:h2:async:" + directory.resolve("careless")
                    + "/backflow;DB_CLOSE_ON_EXIT=FALSE"
        };
        long lost = 0;
        for (int round = 0; round < 5 && lost == 0; round++) {
            try (Ledger ledger = new Ledger(directory)) {
                service = ServiceProcess.start(directory, careless, "--backflow.worker.threads=0");
                for (int i = 0; i < 20; i++) {
                    String name = "run-" + i;
                    ledger.acknowledged(service.submit(round + name, Trainings.named(name, 0)), name);
                }
                service.kill();
                service = ServiceProcess.start(directory, careless, "--backflow.worker.threads=0");
                lost = ledger.read().keySet().stream()
                        .filter(id -> !isThere(id))
                        .count();
            } finally {
                service.close();
            }
        }
        assertThat(lost).isPositive();
    }

    private boolean isThere(String id) {
        try {
            service.get("/api/v1/runs/" + id);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
