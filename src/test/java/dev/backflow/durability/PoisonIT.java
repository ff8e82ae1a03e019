package dev.backflow.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Runs that do harm: they fail, and nothing else does. */
class PoisonIT {

    private static final String TWO_WORKERS = "--backflow.worker.threads=2";

    /** More than it would let one run have. */
    private static final String ROOM = "--backflow.limits.run.heap-bytes=200000000";

    @TempDir
    Path directory;

    private static JsonNode run(ServiceProcess service, String id) {
        return service.json("/api/v1/runs/" + id);
    }

    private static String state(ServiceProcess service, String id) {
        return run(service, id).at("/status/state").asString();
    }

    private static void awaitState(ServiceProcess service, String id, String state) {
        await().until(() -> {
            String now = state(service, id);
            boolean active = now.equals("queued") || now.equals("running");
            assertThat(active || now.equals(state))
                    .as(() -> run(service, id) + "\n" + service.output())
                    .isTrue();
            return now.equals(state);
        });
    }

    @Test
    void aRunThatBringsDownTheProcessThreeTimesFailsAndTheOthersGoOn() throws IOException {
        String[] database = TestDatabase.H2.create(directory);
        String poison = null;
        for (int attempt = 1; attempt <= 3; attempt++) {
            try (ServiceProcess service = ServiceProcess.start(directory, database, TWO_WORKERS, ROOM)) {
                poison = poison == null ? service.submit("poison", Trainings.slow("poison")) : poison;
                awaitState(service, poison, "running");
                int expected = attempt;
                String id = poison;
                await().until(() -> run(service, id).at("/status/attempt").asInt() == expected);
                awaitState(service, service.submit("good-" + attempt, Trainings.epochs("good", 30)), "succeeded");
                service.kill();
            }
        }
        try (ServiceProcess service = ServiceProcess.start(directory, database, TWO_WORKERS, ROOM)) {
            awaitState(service, poison, "failed");
            JsonNode status = run(service, poison).get("status");
            assertThat(status.at("/error/code").asString()).isEqualTo("crash_loop");
            assertThat(status.get("attempt").asInt()).isEqualTo(3);
            awaitState(service, service.submit("last", Trainings.epochs("good", 30)), "succeeded");
        }
    }

    @Test
    void aRunThatNeedsMoreMemoryThanThereIsFailsAndTheOthersGoOn() throws IOException {
        String[] database = TestDatabase.H2.create(directory);
        try (ServiceProcess service = ServiceProcess.start(
                directory, database, TWO_WORKERS, "--backflow.limits.run.heap-bytes=1000000000000")) {
            String steady = service.submit("steady", Trainings.epochs("steady", 20_000));
            awaitState(service, steady, "running");
            List<String> huge = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                huge.add(service.submit("huge-" + i, Trainings.huge("huge")));
            }
            for (String id : huge) {
                awaitState(service, id, "failed");
                assertThat(run(service, id).at("/status/error/code").asString()).isEqualTo("out_of_memory");
            }
            awaitState(service, steady, "succeeded");
            awaitState(service, service.submit("after", Trainings.epochs("after", 30)), "succeeded");
            assertThat(run(service, steady).at("/status/attempt").asInt()).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRunThatCannotBeReadOrHasLostItsDataFailsAndTheOthersGoOn(TestDatabase database) {
        String[] arguments = database.create(directory);
        List<String> broken = new ArrayList<>();
        String good;
        try (TestService service = TestService.on(arguments, "--backflow.worker.threads=0")) {
            JdbcTemplate jdbc = service.part(JdbcTemplate.class);
            broken.add(service.submit(Trainings.epochs("unreadable", 30)));
            jdbc.update("update run set spec = json '{\"seed\": \"none\"}' where id = ?", broken.get(0));
            broken.add(service.submit(Trainings.uploaded(service)));
            jdbc.update("delete from dataset_file");
            good = service.submit(Trainings.epochs("good", 30));
        }
        try (TestService service = TestService.on(arguments, "--backflow.worker.threads=1")) {
            assertThat(service.ended(good).at("/status/state").asString()).isEqualTo("succeeded");
            for (String id : broken) {
                JsonNode status = service.ended(id).get("status");
                assertThat(status.get("state").asString()).isEqualTo("failed");
                assertThat(status.at("/error/code").asString()).isEqualTo("internal_error");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRunPastItsDeadlineFailsAndWhatItRecordedCanBeRead(TestDatabase database) {
        try (TestService service = TestService.on(
                database.create(directory), "--backflow.limits.run-time=3s", "--backflow.worker.threads=1")) {
            String id = service.submit(Trainings.epochs("endless", 1_000_000));
            String next = service.submit(Trainings.epochs("next", 30));
            JsonNode status = service.ended(id).get("status");
            assertThat(status.at("/error/code").asString()).isEqualTo("deadline_exceeded");
            JsonNode epochs =
                    service.get("/api/v1/runs/" + id + "/metrics").json().at("/columns/epoch");
            assertThat(epochs.valueStream().map(JsonNode::asInt))
                    .isEqualTo(IntStream.rangeClosed(0, status.get("epoch").asInt() / 5)
                            .map(i -> 5 * i)
                            .boxed()
                            .toList());
            assertThat(service.ended(next).at("/status/state").asString()).isEqualTo("succeeded");
        }
    }
}
