package dev.backflow.api.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Experiments that are followed while they go on. */
class ExperimentEventsIT {

    private static final JsonMapper MAPPER = new JsonMapper();

    /** The second cell diverges, so that its loss is no number; the third is slow. */
    private static final String GRID = """
            {"base": {
              "dataset": {"type": "circles", "samples": 64, "factor": 0.5},
              "network": {"layers": [{"units": 2, "activation": "relu"}, {"units": 1}]},
              "training": {"loss": "mse", "optimizer": {"type": "sgd", "learning_rate": 0.1}, "epochs": 3}},
             "axes": [{"path": "/training", "values": [
               {"loss": "mse", "optimizer": {"type": "sgd", "learning_rate": 0.1}, "epochs": 3},
               {"loss": "mse", "optimizer": {"type": "sgd", "learning_rate": 1e30}, "epochs": 3},
               {"loss": "mse", "optimizer": {"type": "sgd", "learning_rate": 0.1}, "epochs": 300}]}],
             "seeds": {"first": 5, "count": %d}, "question": {"metric": "loss", "learned_from": 0.2}}
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<JsonNode> runs = new ArrayList<>();
    private final List<JsonNode> statuses = new ArrayList<>();
    private String last = "";

    @TempDir
    Path directory;

    private static String submit(TestService service, int seeds) {
        Answer answer = service.post("/api/v1/experiments", GRID.formatted(seeds));
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json().get("id").asString();
    }

    /** Reads so many run events; whether the stream came to its end by itself. */
    private boolean read(TestService node, String id, int most) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(node.address("/api/v1/experiments/" + id + "/events"));
        if (!last.isEmpty()) {
            request.header("Last-Event-ID", last);
        }
        HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            int read = 0;
            String event = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    event = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    last = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    (event.equals("run") ? runs : statuses).add(MAPPER.readTree(line.substring(6)));
                    read += event.equals("run") ? 1 : 0;
                } else if (line.isEmpty() && read >= most) {
                    return false; // the cut
                }
            }
            return true;
        }
    }

    @Test
    void cutOftenAndResumedOnEitherNodeItTellsEveryRunOnceWithItsValue() throws Exception {
        String[] database = TestDatabase.POSTGRESQL.create(directory);
        Random random = new Random(1);
        try (TestService one = TestService.on(database);
                TestService two = TestService.on(database, "--backflow.worker.threads=0")) {
            String id = submit(one, 30);
            boolean ended = false;
            for (int cut = 0; cut < 10 && !ended; cut++) {
                ended = read(random.nextBoolean() ? one : two, id, 1 + random.nextInt(6));
            }
            assertThat(ended).isFalse();
            assertThat(read(two, id, Integer.MAX_VALUE)).isTrue();
            assertThat(last).isEqualTo("90");
            Map<String, JsonNode> values = new HashMap<>();
            one.get("/api/v1/experiments/" + id + "/summary")
                    .json()
                    .get("cells")
                    .forEach(cell -> cell.get("values")
                            .forEach(value -> values.put(value.get("run").asString(), value.get("value"))));
            assertThat(values).hasSize(90);
            assertThat(runs.stream().map(run -> run.get("run_id").asString()))
                    .hasSize(90)
                    .doesNotHaveDuplicates();
            assertThat(runs).allSatisfy(run -> {
                assertThat(run.get("state").asString()).isEqualTo("succeeded");
                assertThat(run.get("value"))
                        .isEqualTo(values.get(run.get("run_id").asString()));
                assertThat(run.get("value").isNull()).isEqualTo(run.get("cell").asInt() == 1);
            });
        }
        JsonNode end = statuses.get(statuses.size() - 1);
        assertThat(end.get("state").asString()).isEqualTo("succeeded");
        assertThat(end.at("/runs/succeeded").asInt()).isEqualTo(90);
        assertThat(end.get("progress").asDouble()).isEqualTo(1);
    }

    @Test
    void anExperimentThatIsCancelledOrDeletedEndsItsStream() throws Exception {
        try (TestService service = TestService.start(directory, "--backflow.worker.threads=0")) {
            String id = submit(service, 2);
            Thread canceller = new Thread(() -> {
                await().until(() -> !statuses.isEmpty());
                service.post("/api/v1/experiments/" + id + "/cancel", "");
            });
            canceller.start();
            assertThat(read(service, id, Integer.MAX_VALUE)).isTrue();
            canceller.join();
            assertThat(runs)
                    .hasSize(6)
                    .allMatch(run -> run.get("state").asString().equals("cancelled")
                            && run.get("value").isNull());
            assertThat(statuses.stream().map(status -> status.get("state").asString()))
                    .containsExactly("queued", "cancelled");
            for (String bad : List.of("x", "7", "1.&", "2.AA.A")) {
                assertThat(service.send(HttpRequest.newBuilder(service.address("/api/v1/experiments/" + id + "/events"))
                                        .header("Last-Event-ID", bad))
                                .status())
                        .as(bad)
                        .isEqualTo(400);
            }
            assertThat(service.delete("/api/v1/experiments/" + id).status()).isEqualTo(204);
            assertThat(service.get("/api/v1/experiments/" + id + "/events").status())
                    .isEqualTo(404);
        }
    }

    /** It is gone before the stream could tell of its end. */
    @Test
    void anExperimentThatIsDeletedWhileItIsFollowedEndsItsStream() throws Exception {
        try (TestService service = TestService.start(directory, "--backflow.worker.threads=0")) {
            String id = submit(service, 2);
            Thread deleter = new Thread(() -> {
                await().until(() -> !statuses.isEmpty());
                service.post("/api/v1/experiments/" + id + "/cancel", "");
                service.delete("/api/v1/experiments/" + id);
            });
            deleter.start();
            assertThat(read(service, id, Integer.MAX_VALUE)).isTrue();
            deleter.join();
            assertThat(service.get("/api/v1/experiments/" + id).status()).isEqualTo(404);
            assertThat(service.part(EventStreams.class).count()).isZero();
        }
    }

    @Test
    void streamsOfExperimentsCountAmongAllStreamsAndSayTheyAreThere() throws Exception {
        try (TestService service = TestService.start(
                directory,
                "--backflow.worker.threads=0",
                "--backflow.limits.at-once.streams-by-client=1",
                "--backflow.events.silence=1s")) {
            String id = submit(service, 2);
            HttpResponse<InputStream> open = service.open("/api/v1/experiments/" + id + "/events");
            assertThat(service.get("/api/v1/experiments/" + id + "/events").status())
                    .isEqualTo(429);
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(open.body()))) {
                String line = lines.readLine();
                while (!line.equals(": still here")) {
                    line = lines.readLine();
                }
            }
        }
    }
}
