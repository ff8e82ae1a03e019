package dev.backflow.durability;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** How many runs wait, and in which order they are taken. */
class QueueLimitsIT {

    private static final int ROOM = 5;

    @TempDir
    Path directory;

    private static Answer post(TestService service, String key, String body) {
        return service.send(HttpRequest.newBuilder(service.address("/api/v1/runs"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @ParameterizedTest
    @EnumSource
    void aFullQueueRefusesRunsAndKeepsNothingOfThem(TestDatabase database) {
        try (TestService service = TestService.on(
                database.create(directory), "--backflow.worker.threads=0", "--backflow.limits.queue=" + ROOM)) {
            List<Answer> accepted = IntStream.range(0, ROOM)
                    .mapToObj(i -> post(service, "key-" + i, Trainings.epochs("run", 30)))
                    .toList();
            assertThat(accepted).extracting(Answer::status).containsOnly(202);
            String more = Trainings.epochs("more", 30);
            Answer refused = post(service, "more", more);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.type()).startsWith("application/problem+json");
            assertThat(refused.json().get("type").asString()).endsWith("/queue-full");
            assertThat(refused.json().get("limit").asString()).isEqualTo("queued_runs");
            assertThat(refused.json().get("actual").asInt()).isEqualTo(ROOM + 1);
            assertThat(refused.json().get("maximum").asInt()).isEqualTo(ROOM);
            assertThat(Integer.parseInt(refused.response()
                            .headers()
                            .firstValue("Retry-After")
                            .orElse("0")))
                    .isPositive();
            assertThat(service.ids("?page_size=200")).hasSize(ROOM);

            Answer repeated = post(service, "key-0", Trainings.epochs("run", 30));
            assertThat(repeated.status()).isEqualTo(202);
            String first = repeated.json().get("id").asString();
            assertThat(first).isEqualTo(accepted.get(0).json().get("id").asString());

            service.post("/api/v1/runs/" + first + "/cancel", "");
            String other = Trainings.epochs("another-body", 30);
            assertThat(post(service, "more", other).status()).isEqualTo(202);
            assertThat(post(service, "more", more).status()).isEqualTo(422);
            assertThat(service.ids("?page_size=200")).hasSize(ROOM + 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theMoreUrgentAreTakenFirstAndOfTheseTheOlder(TestDatabase database) {
        String[] arguments = database.create(directory);
        List<String> priorities = List.of("low", "normal", "high", "low", "high", "normal");
        List<String> ids;
        try (TestService service = TestService.on(arguments, "--backflow.worker.threads=0")) {
            ids = priorities.stream()
                    .map(priority -> service.submit(Trainings.epochs("run", 30)
                            .replace("\"spec\"", "\"priority\": \"" + priority + "\", \"spec\"")))
                    .toList();
        }
        try (TestService service = TestService.on(arguments, "--backflow.worker.threads=1")) {
            List<String> taken = ids.stream()
                    .map(service::ended)
                    .sorted(comparing(
                            (JsonNode run) -> run.at("/status/finished_at").asString()))
                    .map(run -> run.get("id").asString())
                    .toList();
            assertThat(taken)
                    .isEqualTo(Stream.of(2, 4, 1, 5, 0, 3).map(ids::get).toList());
        }
    }
}
