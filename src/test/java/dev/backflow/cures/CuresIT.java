package dev.backflow.cures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import dev.backflow.access.Role;
import dev.backflow.access.TokenRequest;
import dev.backflow.access.TokenService;
import dev.backflow.runs.RunCost;
import dev.backflow.runs.RunSpec;
import dev.backflow.spec.SpecReader;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What cures a run, asked for over HTTP. */
class CuresIT {

    private static final String NETWORK = """
            {"spec": {"dataset": {"type": "circles", "samples": %s, "factor": 0.5, "noise": 0.1, "seed": 42},
             "network": {"layers": [
               {"name": "hidden", "repeat": 4, "units": %s, "activation": "%s", "kernel_initializer": "%s"},
               {"name": "output", "units": 1, "activation": "sigmoid"}]},
             "training": {"loss": "binary_crossentropy", "optimizer": {"type": "%s", "learning_rate": %s},
               "metrics": ["accuracy"], "epochs": %s}, "seed": 1}}
            """;

    private static final String ILL = NETWORK.formatted(300, 5, "sigmoid", "glorot_uniform", "adam", 0.001, 60);
    private static final String HEALTHY = NETWORK.formatted(300, 16, "leaky_relu", "he_normal", "adam", 0.01, 60);

    private static final String SLOW = NETWORK.formatted(1000, 12, "sigmoid", "glorot_uniform", "sgd", 0.01, 150);

    private final TestService service = TestService.shared();

    private static String ended(TestService service, String body) {
        return service.ended(service.submit(body)).get("id").asString();
    }

    private static JsonNode search(TestService service, String run) {
        return service.get("/api/v1/runs/" + run + "/cures").json().get("search");
    }

    private static JsonNode answer(TestService service, String run) {
        assertThat(service.post("/api/v1/runs/" + run + "/cures", "").status()).isEqualTo(202);
        return found(service, run);
    }

    private static JsonNode found(TestService service, String run) {
        await().until(() -> List.of("succeeded", "failed")
                .contains(search(service, run).get("state").asString()));
        JsonNode search = search(service, run);
        assertThat(search.get("state").asString()).as(search.toString()).isEqualTo("succeeded");
        return search.get("answer");
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anIllRunIsCuredByTheSmallestChangeAndTheCuredRunIsThere(TestDatabase database) {
        TestService on = TestService.shared(database);
        String run = ended(on, ILL);

        JsonNode answer = answer(on, run);

        assertThat(answer.get("verdict").asString()).as(answer.toString()).isEqualTo("cured");
        assertThat(answer.get("parts").size()).as(answer.toString()).isBetween(1, 3);
        assertThat(answer.at("/before/learned/count").asInt()).isLessThan(2);
        assertThat(answer.at("/after/learned/count").asInt()).isGreaterThan(1);
        assertThat(answer.at("/after/values")).hasSize(3);
        assertThat(answer.at("/after/held_out")).hasSize(3);
        JsonNode winner = on.ended(answer.get("winner").asString());
        assertThat(winner.at("/forked_from/run").asString()).isEqualTo(run);
        assertThat(winner.at("/result/metrics/accuracy").asDouble()).isGreaterThan(0.9);
        Answer forked = on.post("/api/v1/runs/" + run + "/fork", "{\"patch\": " + answer.at("/remedy/patch") + "}");
        assertThat(forked.json().get("spec")).isEqualTo(winner.get("spec"));
    }

    @Test
    void nothingIsClaimedOfARunThatLearns() {
        JsonNode answer = answer(service, ended(service, HEALTHY));

        assertThat(answer.get("verdict").asString()).as(answer.toString()).isEqualTo("healthy");
        assertThat(answer.get("remedy").isNull()).isTrue();
        assertThat(answer.get("winner").isNull()).isTrue();
    }

    @Test
    void aRunOnAnUploadedFileIsCuredToo() {
        Random random = new Random(1);
        StringBuilder csv = new StringBuilder("x,y,inside\n");
        for (int i = 0; i < 300; i++) {
            double x = random.nextGaussian();
            double y = random.nextGaussian();
            csv.append("%.3f,%.3f,%d\n".formatted(x, y, x * x + y * y < 1.4 ? 1 : 0));
        }
        String file = service.send(HttpRequest.newBuilder(service.address("/api/v1/datasets"))
                        .header("Content-Type", "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofString(csv.toString())))
                .json()
                .get("id")
                .asString();
        String onFile = ILL.replaceFirst(
                "\\{\"type\": \"circles\"[^}]*}",
                "{\"type\": \"csv\", \"dataset\": \"" + file + "\", \"target\": \"inside\"}");

        JsonNode answer = answer(service, ended(service, onFile));

        assertThat(answer.get("verdict").asString()).as(answer.toString()).isEqualTo("cured");
        JsonNode winner = service.ended(answer.get("winner").asString());
        assertThat(winner.at("/spec/dataset/dataset").asString()).isEqualTo(file);
    }

    /** As a worker would that was away for so long that another has taken the search. */
    @Test
    void aSearchThatHasEndedStaysAsItIs() {
        String run = ended(service, ILL);
        answer(service, run);
        JsonNode ended = search(service, run);
        Cure cure = service.part(CureRepository.class).findByRunId(run).orElseThrow();
        CureJournal journal = service.part(CureJournal.class);

        assertThat(journal.isWanted(cure.id())).isFalse();
        journal.pause(cure.id(), Cure.Tried.NOTHING);
        journal.end(cure.id(), Cure.Tried.NOTHING, cure.answer().orElseThrow());
        journal.fail(cure.id(), "too late");

        assertThat(search(service, run)).isEqualTo(ended);
        assertThat(service.part(JdbcTemplate.class)
                        .queryForObject("select count(*) from run where forked_from = ?", Integer.class, run))
                .isEqualTo(1);
    }

    /** Four examples of exclusive or: too few to hold any out. */
    @Test
    void ofAFewExamplesNoneAreHeldOut() {
        String xor = """
                {"spec": {"dataset": {"type": "inline", "features": [[0,0],[0,1],[1,0],[1,1]], "targets": [[0],[1],[1],[0]]},
                 "network": {"layers": [{"units": 2, "activation": "sigmoid"}, {"units": 1, "activation": "sigmoid"}]},
                 "training": {"loss": "mean_squared_error", "optimizer": {"type": "sgd", "learning_rate": 0.01},
                   "metrics": ["accuracy"], "epochs": 200}, "seed": 3}}
                """;

        JsonNode answer = answer(service, ended(service, xor));

        assertThat(answer.at("/after/held_out").isNull()).isTrue();
        assertThat(answer.get("verdict").asString()).as(answer.toString()).isEqualTo("cured");
    }

    @Test
    void itIsAskedForOnceAndMayBeForgotten() {
        String run = ended(service, ILL);
        String path = "/api/v1/runs/" + run + "/cures";
        assertThat(search(service, run).isNull()).isTrue();

        JsonNode first = service.post(path, "").json().get("search");
        JsonNode second = service.post(path, "").json().get("search");

        assertThat(second.get("requested_at")).isEqualTo(first.get("requested_at"));
        assertThat(service.delete(path).status()).isEqualTo(204);
        assertThat(search(service, run).isNull()).isTrue();
        assertThat(answer(service, run).get("verdict").asString()).isEqualTo("cured");
    }

    @ParameterizedTest
    @CsvSource({"409, 100000", "202, 1"})
    void onlyRunsThatHaveEndedAreCured(int status, int epochs) {
        String body = NETWORK.formatted(1000, 5, "tanh", "glorot_uniform", "adam", 0.001, epochs);
        String run = epochs == 1 ? ended(service, body) : service.submit(body);

        Answer asked = service.post("/api/v1/runs/" + run + "/cures", "");

        assertThat(asked.status()).as(asked.body()).isEqualTo(status);
        service.post("/api/v1/runs/" + run + "/cancel", "");
    }

    @Test
    void aRunThatIsDeletedTakesItsSearchAlong() {
        String run = ended(service, ILL);
        service.post("/api/v1/runs/" + run + "/cures", "");

        assertThat(service.delete("/api/v1/runs/" + run).status()).isEqualTo(204);

        assertThat(service.get("/api/v1/runs/" + run + "/cures").status()).isEqualTo(404);
    }

    /** Wherever it is interrupted, and however often. */
    @Test
    void aSearchThatIsInterruptedGoesOnToTheSameAnswer(@TempDir Path directory) {
        JsonNode undisturbed = answer(service, ended(service, SLOW));
        String run;
        String[] database = TestDatabase.H2.create(directory);
        try (TestService first = TestService.on(database)) {
            run = ended(first, SLOW);
            first.post("/api/v1/runs/" + run + "/cures", "");
            await().until(() -> search(first, run).get("trainings").asInt() > 0);
        }
        List<Integer> trainings = new ArrayList<>();
        try (TestService second = TestService.on(database)) {
            trainings.add(search(second, run).get("trainings").asInt());
            JsonNode answer = found(second, run);
            assertThat(trainings.get(0)).isPositive();
            for (String part : List.of("verdict", "text", "remedy", "parts", "before", "after", "left", "seconds")) {
                assertThat(answer.get(part)).as(part).isEqualTo(undisturbed.get(part));
            }
        }
    }

    /** A cure that is found is not lost because the run that has it may not be kept. */
    @Test
    void aCureIsToldThoughItsOwnerMayStoreNoMore(@TempDir Path directory) {
        long one = RunCost.of(SpecReader.read(new JsonMapper().readTree(ILL).get("spec"), RunSpec.class))
                .storedBytes();
        try (TestService own = TestService.start(
                directory, "--backflow.auth=token", "--backflow.limits.owner.stored-bytes=" + (one + one / 2))) {
            TestService ada = own.as(own.part(TokenService.class)
                    .issue(new TokenRequest("ada", Role.SUBMIT, "test", 1))
                    .secret());

            JsonNode answer = answer(ada, ended(ada, ILL));

            assertThat(answer.get("verdict").asString()).as(answer.toString()).isEqualTo("cured");
            assertThat(answer.get("remedy").isNull()).isFalse();
            assertThat(answer.get("winner").isNull()).isTrue();
        }
    }

    @Test
    void aSearchOfARunThatCannotBeReadAnyMoreFails(@TempDir Path directory) {
        String[] database = TestDatabase.H2.create(directory);
        String run;
        try (TestService before = TestService.on(database)) {
            run = ended(before, ILL);
        }
        try (TestService idle = TestService.on(withoutWorkers(database))) {
            idle.post("/api/v1/runs/" + run + "/cures", "");
            idle.part(JdbcTemplate.class).update("update run set spec = json '{\"seed\": \"none\"}' where id = ?", run);
        }
        try (TestService after = TestService.on(database)) {
            await().until(() -> search(after, run).get("state").asString().equals("failed"));
            assertThat(search(after, run).get("error").asString()).isNotBlank();
            await().until(() -> queued(after) == 0);
        }
    }

    @Test
    void aSearchIsForgottenThoughAWorkerWritesItAtThatMoment(@TempDir Path directory) throws Exception {
        String[] database = TestDatabase.H2.create(directory);
        String run;
        try (TestService before = TestService.on(database)) {
            run = ended(before, ILL);
        }
        try (TestService idle = TestService.on(withoutWorkers(database));
                Connection worker = idle.part(DataSource.class).getConnection()) {
            String path = "/api/v1/runs/" + run + "/cures";
            idle.post(path, "");
            worker.setAutoCommit(false);
            worker.createStatement().execute("update cure set version = version + 1");

            CompletableFuture<Answer> forgotten = CompletableFuture.supplyAsync(() -> idle.delete(path));
            idle.awaitWaiter(TestDatabase.H2);
            worker.commit();

            assertThat(forgotten.get().status()).isEqualTo(204);
            assertThat(search(idle, run).isNull()).isTrue();
        }
    }

    /** Only what is put off waits for a time that has not come: a slice goes on at its old place in the queue. */
    @Test
    void aSearchGoesOnOnceTheDatabaseTakesItAgain(@TempDir Path directory) throws SQLException {
        try (TestService own = TestService.start(directory)) {
            String run = ended(own, SLOW);
            own.post("/api/v1/runs/" + run + "/cures", "");
            try (Connection other = own.part(DataSource.class).getConnection()) {
                other.setAutoCommit(false);
                other.createStatement().execute("select * from cure for update");
                JdbcTemplate jdbc = own.part(JdbcTemplate.class);
                await().until(() -> jdbc.queryForObject(
                                "select count(*) from scheduled_tasks where task_name = 'cure' and not picked"
                                        + " and execution_time > current_timestamp",
                                Integer.class)
                        == 1);
                other.rollback();
            }
            assertThat(found(own, run).get("verdict").asString()).isNotBlank();
        }
    }

    private static String[] withoutWorkers(String[] database) {
        return Stream.concat(Stream.of(database), Stream.of("--backflow.worker.threads=0"))
                .toArray(String[]::new);
    }

    private static int queued(TestService service) {
        return service.part(JdbcTemplate.class)
                .queryForObject("select count(*) from scheduled_tasks where task_name = 'cure'", Integer.class);
    }
}
