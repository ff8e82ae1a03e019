package dev.backflow.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.durability.Trainings;
import dev.backflow.storage.StoredBytes;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which runs go when old ones are not to be kept. */
class RetentionIT {

    private static final String EVERY = "--backflow.retention.every=1s";

    @TempDir
    Path directory;

    private static List<String> fourRuns(TestService service) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ids.add(service.submit(Trainings.epochs("run " + i, 20)));
            service.ended(ids.get(i));
        }
        pin(service, ids.get(1), true);
        return ids;
    }

    private static void pin(TestService service, String id, boolean pinned) {
        TestService.Answer answer = service.send(HttpRequest.newBuilder(service.address("/api/v1/runs/" + id))
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"pinned\": " + pinned + "}")));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().get("pinned").asBoolean()).isEqualTo(pinned);
        assertThat(answer.json().get("name").asString()).isEqualTo("run 1");
    }

    @ParameterizedTest
    @EnumSource
    void nothingGoesByDefaultAndEachWayLeavesWhatIsPinned(TestDatabase database) {
        String[] arguments = database.create(directory);
        List<String> ids;
        long all;
        try (TestService service = TestService.on(arguments)) {
            ids = fourRuns(service);
            all = service.part(StoredBytes.class).all();
            long sum =
                    ids.stream().mapToLong(service.part(StoredBytes.class)::of).sum();
            assertThat(all).isPositive().isEqualTo(sum);
            assertThat(service.part(JdbcTemplate.class)
                            .queryForObject(
                                    "select count(*) from scheduled_tasks where task_name = 'retention'", Long.class))
                    .isZero();
        }
        assertLeft(arguments, "--backflow.retention.bytes=" + all + "B", ids);
        assertLeft(arguments, "--backflow.retention.bytes=" + (all - 1) + "B", ids.subList(1, 4));
        assertLeft(arguments, "--backflow.retention.owner-bytes=" + estimated(arguments, 3) + "B", ids.subList(1, 4));
        assertLeft(arguments, "--backflow.retention.runs=1", List.of(ids.get(1), ids.get(3)));
        assertLeft(arguments, "--backflow.retention.age=1h", List.of(ids.get(1), ids.get(3)));
        assertLeft(arguments, "--backflow.retention.age=0s", List.of(ids.get(1)));
        try (TestService service = TestService.on(arguments, EVERY, "--backflow.retention.age=0s")) {
            pin(service, ids.get(1), false);
            await().until(() -> service.ids("").isEmpty());
            assertThat(service.part(StoredBytes.class).all()).isZero();
        }
    }

    /** Of so many of these runs, which are all alike. */
    private static long estimated(String[] database, int runs) {
        try (TestService service = TestService.on(database)) {
            return runs
                    * service.part(JdbcTemplate.class).queryForObject("select max(stored_bytes) from run", Long.class);
        }
    }

    /** Runs that wait or train are no old ones. */
    private static void assertLeft(String[] database, String setting, List<String> left) {
        try (TestService service = TestService.on(database, EVERY, setting)) {
            OffsetDateTime started = OffsetDateTime.now();
            await().pollInterval(Duration.ofMillis(100))
                    .until(() -> service.part(JdbcTemplate.class)
                                    .queryForObject(
                                            "select count(*) from scheduled_tasks where task_name = 'retention'"
                                                    + " and last_success > ?",
                                            Long.class,
                                            started)
                            == 1);
            assertThat(service.ids("")).containsExactlyInAnyOrderElementsOf(left);
        }
    }
}
