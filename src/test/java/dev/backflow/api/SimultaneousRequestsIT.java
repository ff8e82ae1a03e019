package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import dev.backflow.datasets.CsvFiles;
import dev.backflow.runs.RunRepository;
import dev.backflow.runs.RunRequest;
import dev.backflow.runs.RunService;
import dev.backflow.spec.SpecReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Several clients ask for different things of the same run, experiment or data set at the same moment. */
class SimultaneousRequestsIT {

    private static final int ROUNDS = 15;

    /** What can be asked for, and how the things are made. */
    private enum Kind {
        /** Trained by a worker meanwhile. */
        RUN(
                "/api/v1/runs",
                "POST /cancel",
                "DELETE ",
                "DELETE ",
                "PATCH  {\"name\": \"other\"}",
                "PATCH  {\"labels\": {\"a\": \"b\"}}",
                "POST /fork {\"patch\": {\"seed\": 8}}",
                "POST /cures",
                "GET "),

        /** Searched by a worker meanwhile. */
        CURED_RUN(
                "/api/v1/runs",
                "POST /cures",
                "POST /cures",
                "POST /cures",
                "DELETE /cures",
                "DELETE /cures",
                "GET /cures",
                "PATCH  {\"name\": \"other\"}",
                "DELETE "),

        EXPERIMENT("/api/v1/experiments", "POST /cancel", "POST /cancel", "DELETE ", "DELETE ", "DELETE ", "GET "),

        ENDED_EXPERIMENT("/api/v1/experiments", "POST /cancel", "DELETE ", "DELETE ", "DELETE ", "GET "),

        DATASET("/api/v1/datasets", "DELETE ", "DELETE ", "DELETE ", "GET ");

        private final String path;
        private final List<String> asked;

        Kind(String path, String... asked) {
            this.path = path;
            this.asked = List.of(asked);
        }

        private String make(TestService service) {
            Answer made = switch (this) {
                case RUN, CURED_RUN -> service.post(path, Specs.SMALL);
                case EXPERIMENT, ENDED_EXPERIMENT -> service.post(path, Specs.EXPERIMENT);
                case DATASET ->
                    service.send(HttpRequest.newBuilder(service.address(path))
                            .header("Content-Type", "text/csv")
                            .POST(BodyPublishers.ofString("x,y\n0,0\n1,1\n")));
            };
            String id = made.json().get("id").asString();
            if (this == CURED_RUN) {
                service.ended(id);
            }
            if (this == ENDED_EXPERIMENT) {
                await().until(() -> service.get(path + "/" + id)
                        .json()
                        .at("/status/state")
                        .asString()
                        .equals("succeeded"));
            }
            return id;
        }
    }

    static List<Arguments> kinds() {
        List<Arguments> all = new ArrayList<>();
        for (TestDatabase database : TestDatabase.values()) {
            for (Kind kind : Kind.values()) {
                all.add(Arguments.of(database, kind));
            }
        }
        return all;
    }

    private static Answer ask(TestService service, String thing, String asked) {
        String[] parts = asked.split(" ", 3);
        return service.send(HttpRequest.newBuilder(service.address(thing + parts[1]))
                .header("Content-Type", "application/json")
                .method(parts[0], parts.length < 3 ? BodyPublishers.noBody() : BodyPublishers.ofString(parts[2])));
    }

    private static List<String> outcomes(ExecutorService clients, TestService service, String thing, List<String> asked)
            throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<String>> answers = new ArrayList<>();
        for (String one : asked) {
            answers.add(clients.submit(() -> {
                start.await();
                Answer answer = ask(service, thing, one);
                return one + " " + answer.status() + (answer.status() < 500 ? "" : " " + answer.body());
            }));
        }
        start.countDown();
        List<String> outcomes = new ArrayList<>();
        for (Future<String> answer : answers) {
            outcomes.add(answer.get());
        }
        return outcomes;
    }

    /** What is asked while a transaction is open waits for it, and is judged by what it has changed. */
    private static Answer whileOpen(
            TestDatabase database, TestService service, Runnable changes, Supplier<Answer> asked) throws Exception {
        return whileOpen(database, service, changes, asked, Duration.ZERO);
    }

    private static Answer whileOpen(
            TestDatabase database, TestService service, Runnable changes, Supplier<Answer> asked, Duration longer)
            throws Exception {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        new TransactionTemplate(service.part(PlatformTransactionManager.class)).executeWithoutResult(status -> {
            changes.run();
            answer.completeAsync(asked);
            service.awaitWaiter(database);
            sleep(longer);
            assertThat(answer).isNotDone();
        });
        return answer.get(5, TimeUnit.MINUTES);
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String onFile(String body, String file) {
        return body.replaceFirst(
                "\\{\"type\": \"circles\"[^}]*}",
                "{\"type\": \"csv\", \"dataset\": \"" + file + "\", \"target\": \"y\"}");
    }

    @ParameterizedTest
    @EnumSource
    void aDatasetThatARunIsBeingSubmittedOnIsNotDeleted(TestDatabase database) throws Exception {
        TestService service = TestService.shared(database);
        String file = Kind.DATASET.make(service);
        RunRequest request = SpecReader.read(
                new JsonMapper().readTree(onFile(Specs.SMALL, file)),
                RunRequest.class,
                CsvFiles.completion(service.part(CsvFiles.class)::find));

        Answer deleted = whileOpen(
                database,
                service,
                () -> service.part(RunService.class).submit(List.of(request)),
                () -> service.delete("/api/v1/datasets/" + file));

        assertThat(deleted.status()).as(deleted.body()).isEqualTo(409);
    }

    static List<Arguments> submissions() {
        List<Arguments> all = new ArrayList<>();
        for (TestDatabase database : TestDatabase.values()) {
            all.add(Arguments.of(database, "/api/v1/runs", Specs.SMALL, "/spec/dataset/dataset"));
            all.add(Arguments.of(database, "/api/v1/experiments", Specs.EXPERIMENT, "/base/dataset/dataset"));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("submissions")
    void whatIsSubmittedOnADatasetThatIsBeingDeletedIsRefused(
            TestDatabase database, String path, String body, String pointer) throws Exception {
        TestService service = TestService.shared(database);
        String file = Kind.DATASET.make(service);

        Answer submitted = whileOpen(
                database,
                service,
                () -> service.part(JdbcTemplate.class).update("delete from dataset where id = ?", file),
                () -> service.post(path, onFile(body, file)));

        assertThat(submitted.status()).as(submitted.body()).isEqualTo(400);
        assertThat(submitted.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
        assertThat(submitted.json().at("/errors/0/value").asString()).isEqualTo(file);
    }

    @ParameterizedTest
    @EnumSource
    void noMoreRunsWaitThanMayHoweverManyAskAtOnce(TestDatabase database, @TempDir Path directory) throws Exception {
        String[] idle = {"--backflow.worker.threads=0", "--backflow.limits.queue=2"};
        try (TestService service = TestService.on(database.create(directory), idle)) {
            service.submit(Specs.SMALL);
            RunRequest request = SpecReader.read(new JsonMapper().readTree(Specs.SMALL), RunRequest.class);

            Answer third = whileOpen(
                    database,
                    service,
                    () -> service.part(RunService.class).submit(List.of(request)),
                    () -> service.post("/api/v1/runs", Specs.SMALL));

            assertThat(third.status()).as(third.body()).isEqualTo(503);
            assertThat(service.ids("")).hasSize(2);
        }
    }

    /** Longer than H2 would wait by itself. */
    @Test
    void whoeverWaitsForAnotherIsAnsweredInTheEnd() throws Exception {
        TestService service = TestService.shared();
        String run = Kind.CURED_RUN.make(service);

        Answer renamed = whileOpen(
                TestDatabase.H2,
                service,
                () -> service.part(RunRepository.class).lock(run),
                () -> ask(service, "/api/v1/runs/" + run, "PATCH  {\"name\": \"other\"}"),
                Duration.ofSeconds(3));

        assertThat(renamed.status()).as(renamed.body()).isEqualTo(200);
    }

    /** A worker stores the runs of a slice in the order of their ids; the lock that it wants next is free to take. */
    @ParameterizedTest
    @EnumSource
    void anExperimentIsDeletedThoughAWorkerStillHoldsSomeOfItsRuns(TestDatabase database) throws Exception {
        TestService service = TestService.shared(database);
        String experiment = Kind.ENDED_EXPERIMENT.make(service);
        JdbcTemplate jdbc = service.part(JdbcTemplate.class);
        List<String> runs =
                jdbc.queryForList("select id from run where experiment_id = ? order by id", String.class, experiment);
        CompletableFuture<Answer> deleted = new CompletableFuture<>();

        new TransactionTemplate(service.part(PlatformTransactionManager.class)).executeWithoutResult(status -> {
            jdbc.queryForList("select id from run where id = ? for update", String.class, runs.get(1));
            deleted.completeAsync(() -> service.delete("/api/v1/experiments/" + experiment));
            service.awaitWaiter(database);
            runs.subList(2, runs.size())
                    .forEach(run -> jdbc.queryForList("select id from run where id = ? for update", String.class, run));
        });

        Answer answer = deleted.get(5, TimeUnit.MINUTES);
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void nobodyIsSentAwayBecauseOfTheOthers(TestDatabase database, Kind kind) throws Exception {
        TestService service = TestService.shared(database);
        Random random = new Random(1);
        ExecutorService clients = Executors.newFixedThreadPool(kind.asked.size());
        try {
            for (int round = 0; round < ROUNDS; round++) {
                List<String> asked = new ArrayList<>(kind.asked);
                Collections.shuffle(asked, random);

                List<String> outcomes = outcomes(clients, service, kind.path + "/" + kind.make(service), asked);

                assertThat(outcomes).allMatch(outcome -> outcome.matches(".* (20\\d|404|409)"));
                assertThat(outcomes.stream().filter("DELETE  204"::equals).collect(Collectors.toList()))
                        .hasSizeLessThan(2);
            }
        } finally {
            clients.shutdownNow();
        }
    }
}
