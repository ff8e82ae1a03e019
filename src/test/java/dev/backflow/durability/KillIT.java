package dev.backflow.durability;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * The service is killed at random moments, time and again, while clients of two owners submit more than they may: with
 * tokens, limits for owners, a short queue, and runs that wait for each other's memory.
 */
class KillIT {

    private static final int ROUNDS = Integer.getInteger("backflow.rounds", 1);

    /** An owner has 10 runs at most, of both together 13 wait, and of two large runs one is trained at a time. */
    private static final List<String> LIMITS = List.of(
            "--backflow.auth=token",
            "--backflow.limits.owner.active-runs=10",
            "--backflow.limits.owner.submissions-per-minute=1000",
            "--backflow.limits.owner.reads-per-minute=100000",
            "--backflow.limits.queue=13",
            "--backflow.limits.run.heap-bytes=10000000",
            "--backflow.worker.threads=4",
            "--backflow.worker.takeover=5s");

    private static final Pattern FIRST_TOKEN = Pattern.compile("first admin, shown this once: (\\S+)");
    private static final List<String> OWNERS = List.of("ada", "bob");

    @TempDir
    Path directory;

    /** As an admin; {@link #tokens} are those of the owners. */
    private volatile ServiceProcess service;

    private List<String> tokens = List.of();
    private String admin = "";
    private final Map<String, Integer> epochsWhenKilled = new HashMap<>();

    @ParameterizedTest
    @EnumSource
    void noAcknowledgedRunIsLostDoubledOrOtherThanUndisturbed(TestDatabase database) throws IOException {
        String[] arguments = database.create(directory);
        try (Ledger ledger = new Ledger(directory)) {
            start(arguments);
            admin = firstToken();
            service = service.as(admin);
            tokens = OWNERS.stream().map(owner -> token(owner).secret()).toList();
            Clients clients = new Clients(number -> service.as(tokens.get(number % OWNERS.size())), ledger);
            for (int round = 0; round < ROUNDS; round++) {
                Clients.pause(1000 + new Random().nextInt(2500));
                killBetweenTokens(arguments, "round-" + round);
            }
            int submitted = clients.stop();
            Map<String, String> acknowledged = ledger.read();
            assertThat(acknowledged).hasSize(submitted);
            Map<String, JsonNode> runs = ended();
            assertThat(runs.keySet()).isEqualTo(acknowledged.keySet());
            runs.forEach((id, run) -> {
                assertThat(run.at("/status/state").asString())
                        .as(run.toString())
                        .isEqualTo("succeeded");
                assertThat(run.get("name").asString()).isEqualTo(acknowledged.get(id));
            });
            eachOwnerSeesItsOwn(acknowledged);
            List<String> undisturbed = IntStream.rangeClosed(0, Trainings.kinds())
                    .mapToObj(kind -> digest(trained(kind)))
                    .toList();
            acknowledged.forEach((id, name) -> assertThat(digest(id))
                    .as(runs.get(id).toString())
                    .isEqualTo(undisturbed.get(Trainings.kind(number(name)))));
            long resumed = runs.values().stream()
                    .filter(run -> run.at("/status/attempt").asInt() > 1)
                    .count();
            System.out.printf(
                    "%s: %d kills, %d runs, lost 0, duplicated 0, %d taken up again, all digests equal; refused: %s%n",
                    database, ROUNDS, submitted, resumed, clients.refusals());
            assertThat(clients.refusals().keySet()).isSubsetOf("owner-limit", "queue-full", "database-unavailable");
        } finally {
            service.close();
        }
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring("run-".length()));
    }

    private void start(String... database) {
        service = ServiceProcess.start(directory, database, LIMITS.toArray(String[]::new))
                .as(admin);
    }

    private String firstToken() {
        await().until(() -> FIRST_TOKEN.matcher(service.output()).find()); // just after it listens
        Matcher printed = FIRST_TOKEN.matcher(service.output());
        printed.find();
        return printed.group(1);
    }

    private record Token(String id, String secret) {}

    private Token token(String owner) {
        JsonNode made = service.posted("/api/v1/tokens", "{\"owner\": \"" + owner + "\", \"role\": \"submit\"}");
        return new Token(made.get("id").asString(), made.get("token").asString());
    }

    /** What was made is valid and what was revoked is not, though the process was killed just after. */
    private void killBetweenTokens(String[] database, String owner) throws IOException {
        Token revoked = token(owner);
        Token made = token(owner);
        HttpRequest.Builder revocation = HttpRequest.newBuilder(service.address("/api/v1/tokens/" + revoked.id()));
        assertThat(service.send(revocation.DELETE()).statusCode()).isEqualTo(204);
        letRunsGetFurther();
        service.kill();
        start(database);
        assertThat(service.output()).doesNotContainPattern(FIRST_TOKEN);
        assertThat(caller(made)).isEqualTo(200);
        assertThat(caller(revoked)).isEqualTo(401);
    }

    /**
     * A run whose process dies three times before it gets any further fails, as it should: on a slow machine too, one
     * that was killed once gets further first.
     */
    private void letRunsGetFurther() {
        await().until(() -> list(service, "?state=running").stream()
                .allMatch(run -> run.at("/status/attempt").asInt() == 1
                        || epoch(run)
                                > epochsWhenKilled.getOrDefault(run.get("id").asString(), -1)));
        list(service, "?state=running")
                .forEach(run -> epochsWhenKilled.put(run.get("id").asString(), epoch(run)));
    }

    private static int epoch(JsonNode run) {
        return run.at("/status/epoch").asInt();
    }

    private int caller(Token token) throws IOException {
        return service.as(token.secret())
                .send(HttpRequest.newBuilder(service.address("/api/v1/caller")))
                .statusCode();
    }

    private void eachOwnerSeesItsOwn(Map<String, String> acknowledged) {
        for (int i = 0; i < OWNERS.size(); i++) {
            int owner = i;
            List<String> own = acknowledged.keySet().stream()
                    .filter(id -> number(acknowledged.get(id)) % OWNERS.size() == owner)
                    .toList();
            assertThat(list(service.as(tokens.get(owner)), "?"))
                    .extracting(run -> run.get("id").asString())
                    .containsExactlyInAnyOrderElementsOf(own);
        }
    }

    private Map<String, JsonNode> ended() {
        await().pollInterval(Duration.ofMillis(500))
                .until(() -> Stream.of("queued", "running")
                        .allMatch(state -> list(service, "?state=" + state).isEmpty()));
        return list(service, "?").stream().collect(toMap(run -> run.get("id").asString(), run -> run));
    }

    private static List<JsonNode> list(ServiceProcess caller, String query) {
        List<JsonNode> all = new ArrayList<>();
        String token = "";
        while (token != null) {
            JsonNode page = caller.json("/api/v1/runs" + query + "&page_size=200" + token);
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
            try {
                service = ServiceProcess.start(directory, careless, "--backflow.worker.threads=0");
                List<String> acknowledged = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    acknowledged.add(service.submit(round + "run-" + i, Trainings.named("run-" + i, 0)));
                }
                service.kill();
                service = ServiceProcess.start(directory, careless, "--backflow.worker.threads=0");
                lost = acknowledged.stream().filter(id -> !isThere(id)).count();
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
