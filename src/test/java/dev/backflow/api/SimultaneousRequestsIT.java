package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Several clients ask for different things of the same run, experiment or data set at the same moment. */
class SimultaneousRequestsIT {

    private static final int ROUNDS = 25;

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
