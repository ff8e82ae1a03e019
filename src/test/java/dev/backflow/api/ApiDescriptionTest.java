package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.Backflow;
import dev.backflow.api.ApiDocument.Operation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the service says of itself, against what it does, once it has trained what it begins with. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiDescriptionTest {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private ConfigurableApplicationContext service;
    private String server;
    private ApiDocument document;

    @BeforeAll
    @Timeout(60)
    void trainThePreset(@TempDir Path directory) throws Exception {
        service = new SpringApplicationBuilder(Backflow.class)
                .run("--server.port=0", "--BACKFLOW_DATA=" + directory, "--spring.datasource.hikari.minimum-idle=1");
        server = "http://localhost:" + service.getEnvironment().getProperty("local.server.port");
        while (MAPPER.readTree(get("/api/v1/runs?state=succeeded").body())
                        .get("items")
                        .size()
                < 3) {
            Thread.sleep(100);
        }
        document = ApiDocument.parse(get("/v3/api-docs").body());
    }

    @AfterAll
    void stop() {
        service.close();
    }

    Stream<Operation> operations() {
        return document.operations().stream();
    }

    @Test
    void isOpenApi31OfThisVersion() {
        assertThat(document.json().get("openapi").stringValue()).startsWith("3.1.");
        assertThat(document.json().at("/servers/0/url").stringValue()).isEqualTo("/");
        assertThat(document.json().at("/info/version").stringValue())
                .isEqualTo(service.getEnvironment().getProperty("backflow.version"));
        assertThat(document.json().get("paths").propertyNames()).allMatch(path -> path.startsWith("/api/v1/"));
        assertThat(document.operations()).extracting(Operation::id).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void describesEveryOperation(Operation operation) {
        assertThat(operation.json().path("operationId").asString("")).matches("[a-z][A-Za-z]+");
        assertThat(operation.json().path("summary").asString("")).isNotBlank().doesNotContain("\n");
        assertThat(operation.json().path("tags").size()).isEqualTo(1);
        assertThat(operation.parameters()).allSatisfy(parameter -> {
            assertThat(parameter.path("description").asString("")).isNotBlank();
            assertThat(parameter.has("example")).isTrue();
            assertThat(document.errors(parameter.get("schema"), parameter.get("example")))
                    .isEmpty();
        });
        assertThat(operation.json().has("requestBody"))
                .isEqualTo(!operation.bodies().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void givesExamplesOfResponsesThatFitTheirSchemas(Operation operation) {
        operation.json().get("responses").forEach(response -> {
            JsonNode described = document.resolved(response);
            assertThat(described.path("description").asString("")).isNotBlank();
            described.path("content").forEach(media -> {
                List<JsonNode> examples = media.has("example")
                        ? List.of(media.get("example"))
                        : ApiDocument.list(media.path("examples")).stream()
                                .map(example -> example.get("value"))
                                .toList();
                assertThat(examples)
                        .isNotEmpty()
                        .allSatisfy(example -> assertThat(document.errors(media.get("schema"), example))
                                .isEmpty());
            });
        });
    }

    @ParameterizedTest
    @MethodSource("operations")
    void answersItsOwnExamplesAsItSays(Operation operation) throws Exception {
        List<JsonNode> bodies = operation.bodies();
        for (JsonNode body : bodies.isEmpty() ? Collections.<JsonNode>singletonList(null) : bodies) {
            HttpResponse<String> answer = send(operation.request(server, body));
            boolean tooLate = operation.id().equals("cancelRun") && answer.statusCode() == 409;
            assertThat(tooLate || answer.statusCode() / 100 == 2)
                    .as(answer.statusCode() + " " + answer.body())
                    .isTrue();
            assertFits(operation, answer);
            if (body != null) {
                assertThat(document.errors(operation.bodySchema(), body)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/runs?page_size=0 listRuns 400",
                "/api/v1/runs?color=red listRuns 400",
                "/api/v1/runs/none getRun 404",
                "/api/v1/presets/none getPreset 404",
                "/api/v1/runs/none/series?tensor=kernel&statistic=std getSeries 404"
            })
    void answersProblemsAsItSays(String addressOperationAndStatus) throws Exception {
        String[] parts = addressOperationAndStatus.split(" ");
        HttpResponse<String> answer = get(parts[0]);
        assertThat(answer.statusCode()).isEqualTo(Integer.parseInt(parts[2]));
        assertFits(document.operation(parts[1]), answer);
    }

    private void assertFits(Operation operation, HttpResponse<String> answer) {
        JsonNode response = operation.json().get("responses").get(String.valueOf(answer.statusCode()));
        assertThat(response).as("a response for " + answer.statusCode()).isNotNull();
        JsonNode content = document.resolved(response).path("content");
        if (answer.body().isEmpty()) {
            assertThat(content.isEmpty()).isTrue();
            return;
        }
        JsonNode media = content.get(answer.headers().firstValue("Content-Type").orElseThrow());
        assertThat(document.errors(media.get("schema"), MAPPER.readTree(answer.body())))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'spec': {'dataset': 'circles'}}",
                "{'colour': 1}",
                "{'name': 7}",
                "{'spec': {'seed': '7'}}",
                "{'spec': {'dataset': {'type': 'squares'}}}",
                "{'spec': {'dataset': 'squares'}}",
                "{'spec': {'dataset': {'type': 'circles', 'radius': 1}}}",
                "{'spec': {'dataset': {'type': 'circles', 'samples': 1.5}}}",
                "{'spec': {'dataset': 'inline'}}",
                "{'spec': {'dataset': {'samples': 10}}}",
                "{'spec': {'training': {'optimizer': {'type': 'adam', 'learning_rate': 'fast'}}}}",
                "{'spec': {'training': {'metrics': 'accuracy'}}}",
                "{'spec': {'training': {'shuffle': null}}}",
                "{'spec': {'recording': {'tensors': ['soul']}}}",
                "{'spec': {'network': {'layers': [{}]}}}"
            })
    void refusesWhatTheReaderRefuses(String patch) throws Exception {
        Operation submit = document.operation("submitRun");
        JsonNode example = submit.bodies().get(1);
        JsonNode refused = patch.equals("{'spec': {'dataset': 'circles'}}")
                ? MAPPER.readTree(patch.replace('\'', '"'))
                : merged(example.deepCopy(), MAPPER.readTree(patch.replace('\'', '"')));
        HttpResponse<String> answer = send(submit.request(server, refused));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertFits(submit, answer);
        assertThat(document.errors(submit.bodySchema(), refused)).isNotEmpty();
    }

    private static JsonNode merged(JsonNode target, JsonNode patch) {
        if (!(target instanceof ObjectNode object) || !patch.isObject()) {
            return patch;
        }
        patch.properties()
                .forEach(field -> object.set(
                        field.getKey(),
                        object.has(field.getKey())
                                ? merged(object.get(field.getKey()), field.getValue())
                                : field.getValue()));
        return object;
    }

    @Test
    void knowsEveryWordOfTheCatalog() throws Exception {
        Set<String> known = new TreeSet<>();
        collectWords(document.json().at("/components/schemas"), known);
        Set<String> words = new TreeSet<>();
        JsonNode catalog = MAPPER.readTree(get("/api/v1/catalog").body());
        catalog.properties().stream()
                .filter(family -> !family.getKey().equals("spec"))
                .forEach(family -> family.getValue().forEach(entry -> {
                    words.add(
                            entry.isString()
                                    ? entry.stringValue()
                                    : entry.get("type").stringValue());
                    entry.path("parameters")
                            .forEach(
                                    parameter -> words.add(parameter.get("name").stringValue()));
                }));
        assertThat(words).hasSizeGreaterThan(60);
        assertThat(known).containsAll(words);
    }

    private static void collectWords(JsonNode schema, Set<String> words) {
        schema.path("properties").propertyNames().forEach(words::add);
        schema.path("enum").forEach(word -> words.add(word.asString()));
        if (schema.has("const")) {
            words.add(schema.get("const").asString());
        }
        schema.forEach(part -> collectWords(part, words));
    }

    @Test
    void showsItselfInSwaggerUi() throws Exception {
        assertThat(get("/swagger-ui.html").statusCode()).isEqualTo(302);
        assertThat(get("/swagger-ui/index.html").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(server + path)).build());
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
