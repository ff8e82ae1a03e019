package dev.backflow.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.runs.Priority;
import dev.backflow.runs.RunQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Several runs that one worker takes as one slice. */
class SlicesIT {

    private static final String ONE_WORKER = "--backflow.worker.threads=1";
    private static final String NO_WORKERS = "--backflow.worker.threads=0";

    @TempDir
    Path directory;

    /** Queues runs as one slice that no worker has yet. */
    private static List<String> enqueue(String[] database, Stream<String> runs) {
        try (TestService service = TestService.on(database, NO_WORKERS)) {
            List<String> ids = runs.map(service::submit).toList();
            service.part(JdbcTemplate.class).update("delete from scheduled_tasks");
            service.part(RunQueue.class).enqueue(ids, Priority.NORMAL);
            return ids;
        }
    }

    private static Stream<String> everyKind(int count) {
        return IntStream.range(0, count).mapToObj(i -> Trainings.named("run-" + i, i % Trainings.kinds()));
    }

    private static String digest(TestService service, String id) {
        return Trainings.digest(id, path -> service.get(path).body());
    }

    private static void awaitAnEmptyQueue(TestService service) {
        await().until(() ->
                service.part(JdbcTemplate.class).queryForObject("select count(*) from scheduled_tasks", Integer.class)
                        == 0);
    }

    @ParameterizedTest
    @EnumSource
    void eachRunEndsOnceAndAsItDoesAlone(TestDatabase database) {
        String[] arguments = database.create(directory);
        List<String> ids = enqueue(arguments, everyKind(40));
        try (TestService service = TestService.on(arguments, ONE_WORKER)) {
            List<String> alone =
                    everyKind(Trainings.kinds()).map(service::submit).toList();
            for (int i = 0; i < ids.size(); i++) {
                JsonNode status = service.ended(ids.get(i)).get("status");
                assertThat(status.get("state").asString()).isEqualTo("succeeded");
                assertThat(status.get("attempt").asInt()).isOne();
                service.ended(alone.get(i % alone.size()));
                assertThat(digest(service, ids.get(i))).isEqualTo(digest(service, alone.get(i % alone.size())));
            }
            awaitAnEmptyQueue(service);
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneThatFailsFailsAlone(TestDatabase database) {
        String[] arguments = database.create(directory);
        List<String> ids = enqueue(arguments, everyKind(8));
        try (TestService service = TestService.on(arguments, NO_WORKERS)) {
            JdbcTemplate jdbc = service.part(JdbcTemplate.class);
            jdbc.update("update run set spec = json '{\"seed\": \"none\"}' where id = ?", ids.get(2));
            String uploaded = service.submit(Trainings.uploaded(service));
            jdbc.update("delete from dataset_file");
            jdbc.update("update run set spec = (select spec from run where id = ?) where id = ?", uploaded, ids.get(5));
        }
        try (TestService service = TestService.on(arguments, ONE_WORKER)) {
            assertThat(ids.stream()
                            .map(id -> service.ended(id).at("/status/state").asString()))
                    .containsExactly(
                            "succeeded",
                            "succeeded",
                            "failed",
                            "succeeded",
                            "succeeded",
                            "failed",
                            "succeeded",
                            "succeeded");
            awaitAnEmptyQueue(service);
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneThatIsCancelledBeforeOrInItsTurnStopsAlone(TestDatabase database) {
        String[] arguments = database.create(directory);
        List<String> ids = enqueue(
                arguments, IntStream.of(30, 1_000_000, 30, 2_000).mapToObj(epochs -> Trainings.epochs("run", epochs)));
        try (TestService service = TestService.on(arguments, ONE_WORKER)) {
            StoredRows rows = new StoredRows(service.part(JdbcTemplate.class));
            await().until(() -> service.get("/api/v1/runs/" + ids.get(1))
                            .json()
                            .at("/status/epoch")
                            .asInt()
                    > 0);
            for (int cancelled : List.of(2, 1)) {
                assertThat(service.post("/api/v1/runs/" + ids.get(cancelled) + "/cancel", "")
                                .status())
                        .isEqualTo(202);
            }
            Map<String, Long> ofWaiting = rows.of(ids.get(2));
            Map<String, Long> ofTraining = rows.of(ids.get(1));
            assertThat(ids.stream()
                            .map(id -> service.ended(id).at("/status/state").asString()))
                    .containsExactly("succeeded", "cancelled", "cancelled", "succeeded");
            awaitAnEmptyQueue(service);
            assertThat(rows.of(ids.get(2))).isEqualTo(ofWaiting).containsOnlyKeys("run");
            assertThat(rows.of(ids.get(1))).isEqualTo(ofTraining);
        }
    }

    @ParameterizedTest
    @EnumSource
    void afterACrashItGoesOnAndTrainsNoneAgainThatHadEnded(TestDatabase database) throws IOException {
        String[] arguments = database.create(directory);
        List<String> ids = enqueue(arguments, everyKind(40));
        List<JsonNode> ended;
        try (ServiceProcess service = ServiceProcess.start(directory, arguments, ONE_WORKER)) {
            await().until(() -> !endedRuns(service, ids).isEmpty());
            service.kill();
        }
        try (ServiceProcess service = ServiceProcess.start(directory, arguments, NO_WORKERS)) {
            ended = endedRuns(service, ids);
            assertThat(ended).hasSizeBetween(1, 39);
        }
        try (TestService service = TestService.on(arguments, ONE_WORKER, "--backflow.worker.takeover=5s")) {
            List<String> alone =
                    everyKind(Trainings.kinds()).map(service::submit).toList();
            for (int i = 0; i < ids.size(); i++) {
                JsonNode run = service.ended(ids.get(i));
                assertThat(run.at("/status/state").asString()).isEqualTo("succeeded");
                service.ended(alone.get(i % alone.size()));
                assertThat(digest(service, ids.get(i))).isEqualTo(digest(service, alone.get(i % alone.size())));
            }
            ended.forEach(run -> assertThat(
                            service.get("/api/v1/runs/" + run.get("id").asString())
                                    .json())
                    .isEqualTo(run));
            awaitAnEmptyQueue(service);
        }
    }

    private static List<JsonNode> endedRuns(ServiceProcess service, List<String> ids) {
        try {
            return ids.stream()
                    .map(id -> service.json("/api/v1/runs/" + id))
                    .filter(run -> run.at("/status/state").asString().equals("succeeded"))
                    .toList();
        } catch (UncheckedIOException e) {
            return List.of();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNodeThatIsStoppedPutsBackWhatHasNotEnded(TestDatabase database) {
        String[] arguments = database.create(directory);
        List<String> ids =
                enqueue(arguments, IntStream.of(30, 100_000, 30).mapToObj(epochs -> Trainings.epochs("run", epochs)));
        try (TestService service = TestService.on(arguments, ONE_WORKER)) {
            await().until(() -> service.get("/api/v1/runs/" + ids.get(1))
                            .json()
                            .at("/status/epoch")
                            .asInt()
                    > 0);
        }
        try (TestService service = TestService.on(arguments, NO_WORKERS)) {
            assertThat(ids.stream().map(service::state)).containsExactly("succeeded", "queued", "queued");
        }
        try (TestService service = TestService.on(arguments, ONE_WORKER)) {
            for (String id : ids) {
                JsonNode status = service.ended(id).get("status");
                assertThat(status.get("state").asString()).isEqualTo("succeeded");
                assertThat(status.get("attempt").asInt()).isOne();
            }
            String alone = service.submit(Trainings.epochs("run", 100_000));
            service.ended(alone);
            assertThat(digest(service, ids.get(1))).isEqualTo(digest(service, alone));
        }
    }
}
