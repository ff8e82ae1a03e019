package dev.backflow.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import dev.backflow.access.Role;
import dev.backflow.access.TokenRequest;
import dev.backflow.access.TokenService;
import dev.backflow.api.ApiDocument;
import dev.backflow.api.ApiDocument.Operation;
import dev.backflow.api.Flowers;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The examples in the API's description do what they say: those of requests are sent, and those of responses are what
 * is answered. {@code -Dbackflow.examples.write=true} writes today's answers to {@code openapi/examples.json}.
 */
class ResponseExamplesIT {

    private static final Path FILE = Path.of("src/main/resources/openapi/examples.json");
    private static final JsonMapper MAPPER = new JsonMapper();

    private static final int QUEUE = 100;

    private static final String SMALL = """
            {"name": "small", "spec": {
             "dataset": {"type": "circles", "samples": 64},
             "network": {"layers": [{"units": 2, "activation": "tanh"}, {"units": 1, "activation": "sigmoid"}]},
             "training": {"loss": "binary_crossentropy", "epochs": %d},
             "recording": {"every_steps": 1, "tensors": ["kernel"], "histograms": ["kernel"]}}}
            """;

    private static final String GRID = """
            {"name": "tanh or relu",
             "base": {
              "dataset": {"type": "circles", "samples": 64, "factor": 0.5},
              "network": {"layers": [{"units": 2, "activation": "tanh"}, {"units": 1, "activation": "sigmoid"}]},
              "training": {"loss": "binary_crossentropy", "metrics": ["accuracy"], "epochs": 3}},
             "axes": [{"path": "/network/layers/0/activation", "values": ["tanh", "relu"]}],
             "seeds": {"count": 6}, "question": {"learned_from": 0.6},
             "claim": {"says": "tanh learns.", "source": "a hypothesis",
              "conditions": [{"cell": "tanh", "relation": "at_least", "value": 0.5}]}}
            """;

    private static final String OF_A_FILE = """
            {"spec": {
             "dataset": {"type": "csv", "dataset": "%s", "target": "species"},
             "network": {"layers": [{"units": 3, "activation": "softmax"}]},
             "training": {"loss": "categorical_crossentropy"}}}
            """;

    private final ObjectNode today = MAPPER.createObjectNode();
    private TestService service;
    private ApiDocument document;

    @Test
    void examplesAreWhatIsAnsweredToday(@TempDir Path directory) throws IOException {
        try (TestService own = TestService.start(
                directory,
                "--backflow.worker.threads=1",
                "--backflow.limits.queue=" + QUEUE,
                "--backflow.limits.body-time=2s",
                "--backflow.limits.at-once.waits-by-client=0")) {
            service = own;
            String small =
                    service.ended(service.submit(SMALL.formatted(2))).get("id").stringValue();
            prepare();
            document.operations().forEach(this::perform);
            performWhatHasNoRequestExample(small);
            provokeProblems(small);
        }
        try (TestService own =
                TestService.start(directory, "--backflow.auth=token", "--backflow.limits.owner.active-runs=0")) {
            service = own;
            provokeProblemsOfAccess();
        }
        if (Boolean.getBoolean("backflow.examples.write")) {
            Files.writeString(FILE, Example.written(today, "") + "\n");
        }
        JsonNode kept = MAPPER.readTree(Files.readString(FILE));
        assertThat(today.propertyNames()).containsExactlyElementsOf(kept.propertyNames());
        assertThat(today.properties())
                .as("what is answered; -Dbackflow.examples.write=true makes it the examples")
                .allSatisfy(answer -> assertThat(answer.getValue()).isEqualTo(kept.get(answer.getKey())));
    }

    /**
     * The tutorial is trained, its first run, of which there is something to find, last; two files are uploaded; and
     * one run keeps the worker busy so that all others wait.
     */
    private void prepare() {
        JsonNode tutorial =
                service.get("/api/v1/presets/vanishing-gradient").json().get("runs");
        for (int i = tutorial.size() - 1; i >= 0; i--) {
            service.ended(service.submit(tutorial.get(i).toString()));
        }
        upload();
        upload();
        service.post("/api/v1/tokens", "{\"owner\": \"ada\"}");
        experiment();
        experiment();
        keepTheWorkerBusy();
        service.submit(SMALL.formatted(1));
        service.post("/api/v1/experiments", GRID);
        document = ApiDocument.parse(service.get("/v3/api-docs").body());
    }

    private void experiment() {
        String path = "/api/v1/experiments/"
                + service.post("/api/v1/experiments", GRID).json().get("id").asString();
        await().until(() -> !service.get(path).json().at("/status/finished_at").isNull());
    }

    private void keepTheWorkerBusy() {
        String busy = service.submit(SMALL.formatted(1_000_000)
                .replace("\"every_steps\": 1", "\"every\": 1000000")
                .replace("64", "10000"));
        await().until(() -> service.state(busy).equals("running"));
    }

    private void upload() {
        service.send(HttpRequest.newBuilder(service.address("/api/v1/datasets"))
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(Flowers.CSV)));
    }

    private void perform(Operation operation) {
        List<JsonNode> bodies = operation.bodies();
        for (JsonNode body : bodies.isEmpty() ? Collections.<JsonNode>singletonList(null) : bodies) {
            Answer answer = service.send(operation.request(service.address(""), body));
            assertThat(answer.status() / 100)
                    .as(operation + " " + answer.status() + " " + answer.body())
                    .isEqualTo(2);
            document.assertFits(operation, answer);
            String key = operation.id() + " " + answer.status();
            boolean text = !answer.type().matches("image/png|application/octet-stream|");
            if (text && !operation.id().matches("exportCsv|getLimits|submitPreset") && !today.has(key)) {
                today.set(key, Example.of(answer));
                otherTypes(operation, answer).forEach(type -> performAs(operation, type));
            }
        }
    }

    /** Other texts that the operation answers where they are accepted. */
    private List<String> otherTypes(Operation operation, Answer answer) {
        JsonNode content = operation.json().get("responses").get(String.valueOf(answer.status()));
        return document.resolved(content).path("content").properties().stream()
                .filter(media -> !answer.type().startsWith(media.getKey()))
                .filter(media ->
                        !media.getValue().at("/schema/format").asString("").equals("binary"))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void performAs(Operation operation, String type) {
        Answer answer =
                service.send(operation.request(service.address(""), null).header("Accept", type));
        assertThat(answer.type()).startsWith(type);
        document.assertFits(operation, answer);
        today.set(operation.id() + " " + answer.status() + " " + type, Example.of(answer));
    }

    private void performWhatHasNoRequestExample(String run) {
        for (String layout : List.of("long", "wide", "histograms", "steps")) {
            keep("exportCsv 200 " + layout, 200, get("/api/v1/runs/" + run + "/export.csv?layout=" + layout));
        }
        JsonNode first = document.operation("submitRun").bodies().get(0);
        keep("submitRun 200", 200, post("/api/v1/runs?validate_only=true", first.toString()));
        keep("submitExperiment 200", 200, post("/api/v1/experiments?validate_only=true", GRID));
        keep("submitPreset 202 runs", 202, post("/api/v1/presets/five-layer-sigmoid", ""));
        keep("submitPreset 202 experiment", 202, post("/api/v1/presets/three-networks?seeds=6", ""));
        // this service has a short queue
        keep("getLimits 200", 200, HttpRequest.newBuilder(TestService.shared().address("/api/v1/limits")));
    }

    private void provokeProblems(String run) throws IOException {
        String runs = "/api/v1/runs";
        keep("InvalidParameter", 400, get(runs + "?page_size=1000"));
        keep("Invalid body", 400, post(runs, SMALL.formatted(-1)));
        keep("Invalid parameter", 400, get(runs + "?page_size=1000"));
        keep("NotFound", 404, get(runs + "/01a209e3"));
        keep("NotAcceptable", 406, get(runs).header("Accept", "text/html"));
        keep("Conflict", 409, post(runs + "/" + run + "/cancel", ""));
        keep(
                "PreconditionFailed",
                412,
                request(runs + "/" + run)
                        .header("Content-Type", "application/json")
                        .header("If-Match", "\"none\"")
                        .method("PATCH", BodyPublishers.ofString("{}")));
        JsonNode dataset = document.operation("getDataset").parameters().get(0).get("example");
        service.submit(OF_A_FILE.formatted(dataset.stringValue()));
        String address = "/api/v1/datasets/" + dataset.stringValue();
        keep("deleteDataset 409", 409, request(address).DELETE());
        keep("BodyTooSlow", 408, "POST " + runs, "Host: localhost", "Content-Length: 2");
        keep("BodyTooLarge", 413, post(runs, " ".repeat(1 << 21)));
        keep("AddressTooLong", 414, "GET " + runs + "?name=" + "a".repeat(9_000), "Host: localhost");
        keep("Misdirected", 421, "GET " + runs, "Host: backflow.example");
        keep("HeadersTooLarge", 431, "GET " + runs, "Host: localhost", "X-Long: " + "a".repeat(9_000));
        keep(
                "UnsupportedMediaType",
                415,
                request(runs).header("Content-Type", "text/plain").POST(BodyPublishers.ofString("{}")));
        service.send(post(runs, SMALL.formatted(1)).header("Idempotency-Key", "5f0b2f62"));
        keep("KeyReused", 422, post(runs, SMALL.formatted(2)).header("Idempotency-Key", "5f0b2f62"));
        String queued = service.submit(SMALL.formatted(1));
        keep("TooManyRequests", 429, get(runs + "/" + queued).header("Prefer", "wait=25"));
        Set<Integer> statuses = new HashSet<>();
        for (int i = 0; i <= QUEUE; i++) {
            statuses.add(service.post(runs, SMALL.formatted(1)).status());
        }
        assertThat(statuses).contains(503);
        keep("Unavailable", 503, post(runs, SMALL.formatted(1)));
        new JdbcTemplate(service.part(DataSource.class)).execute("alter table dataset rename to lost");
        keep("InternalError", 500, get("/api/v1/datasets"));
    }

    private void provokeProblemsOfAccess() {
        String runs = "/api/v1/runs";
        TokenService tokens = service.part(TokenService.class);
        String reader =
                tokens.issue(new TokenRequest("ada", Role.READ, "example", 1)).secret();
        String submitter =
                tokens.issue(new TokenRequest("ada", Role.SUBMIT, "example", 1)).secret();
        keep("Unauthenticated", 401, get(runs));
        keep("Forbidden", 403, post(runs, SMALL.formatted(1)).header("Authorization", "Bearer " + reader));
        keep("TooManyRequests", 429, post(runs, SMALL.formatted(1)).header("Authorization", "Bearer " + submitter));
    }

    private void keep(String key, int status, HttpRequest.Builder request) {
        Answer answer = service.send(request);
        assertThat(answer.status()).as(key + " " + answer.body()).isEqualTo(status);
        today.set(key, Example.of(answer));
    }

    /** What no HTTP client sends. */
    private void keep(String key, int status, String request, String... headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", service.address("").getPort())) {
            String head = request + " HTTP/1.1\r\nContent-Type: application/json\r\n" + String.join("\r\n", headers);
            socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
            String body = answer.substring(answer.indexOf('{'), answer.lastIndexOf('}') + 1);
            today.set(key, Example.of(new Answer(status, "application/problem+json", body, null)));
        }
    }

    private HttpRequest.Builder get(String path) {
        return request(path).GET();
    }

    private HttpRequest.Builder post(String path, String body) {
        return request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(service.address(path));
    }
}
