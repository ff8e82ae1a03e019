package dev.backflow.experiments;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** A cancelled experiment is trained no more, whatever else happens at the same time. */
class ExperimentCancelIT {

    private static final String LONG = ExperimentsIT.SMALL.replace("\"epochs\": 4", "\"epochs\": 1000000");

    @TempDir
    Path directory;

    private static String submit(TestService service) {
        return "/api/v1/experiments/"
                + service.post("/api/v1/experiments", LONG).json().get("id").asString();
    }

    private static JsonNode counts(TestService service, String path) {
        return service.get(path).json().at("/status/runs");
    }

    /** It ends after the runs to cancel were looked up, and before they are changed. */
    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aRunThatEndsMeanwhileDoesNotKeepTheOthersFromBeingCancelled(TestDatabase kind) throws Exception {
        try (TestService service = TestService.on(kind.create(directory), "--backflow.worker.threads=0")) {
            String path = submit(service);
            String id = path.substring(path.lastIndexOf('/') + 1);
            try (Connection other = service.part(DataSource.class).getConnection()) {
                other.setAutoCommit(false);
                execute(
                        other,
                        "update run set version = version where experiment_id = ? and cell = 0 and experiment_seed = 5",
                        id);
                CompletableFuture<Answer> cancelled =
                        CompletableFuture.supplyAsync(() -> service.post(path + "/cancel", ""));
                service.awaitWaiter(kind);
                assertThat(cancelled).isNotDone();
                execute(
                        other,
                        "update run set state = 'FAILED', finished_at = submitted_at, version = version + 1"
                                + " where experiment_id = ? and cell = 0 and experiment_seed = 5",
                        id);
                other.commit();
                Answer answer = cancelled.get(5, MINUTES);
                assertThat(answer.status()).as(answer.body()).isEqualTo(202);
            }
            assertThat(counts(service, path).get("failed").asInt()).isEqualTo(1);
            assertThat(counts(service, path).get("cancelled").asInt()).isEqualTo(17);
        }
    }

    private static void execute(Connection connection, String sql, String experiment) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, experiment);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void itsTrainingEndsSoonThoughTheMachineIsBusy(TestDatabase kind) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> busy = new ArrayList<>();
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            Thread thread = new Thread(() -> {
                while (!over.get()) {
                    Thread.onSpinWait();
                }
            });
            busy.add(thread);
            thread.start();
        }
        try (TestService service = TestService.on(kind.create(directory))) {
            Scheduler queue = service.part(Scheduler.class);
            for (int round = 0; round < 3; round++) {
                String path = submit(service);
                await().until(() -> counts(service, path).get("running").asInt() > 0);
                assertThat(service.post(path + "/cancel", "").status()).isEqualTo(202);
                await().until(() -> queue.getCurrentlyExecuting().isEmpty());
                assertThat(counts(service, path).get("cancelled").asInt()).isEqualTo(18);
            }
        } finally {
            over.set(true);
            for (Thread thread : busy) {
                thread.join();
            }
        }
    }
}
