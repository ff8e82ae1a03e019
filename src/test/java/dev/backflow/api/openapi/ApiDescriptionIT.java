package dev.backflow.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import dev.backflow.api.ApiDocument;
import dev.backflow.api.ApiDocument.Operation;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Everything in the description of the API is explained, has an example, and says what the service does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiDescriptionIT {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final TestService service = TestService.shared();
    private final ApiDocument document =
            ApiDocument.parse(service.get("/v3/api-docs").body());

    Stream<Operation> operations() {
        return document.operations().stream();
    }

    @Test
    void itIsOpenapi31OfThisVersion() {
        assertThat(document.json().get("openapi").stringValue()).startsWith("3.1.");
        assertThat(document.json().at("/servers/0/url").stringValue()).isEqualTo("/");
        assertThat(document.json().at("/info/version").stringValue()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(document.json().get("paths").propertyNames()).allMatch(path -> path.startsWith("/api/v1/"));
        assertThat(document.operations()).extracting(Operation::id).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyOperationIsDescribed(Operation operation) {
        assertThat(operation.json().path("operationId").asString("")).matches("[a-z][A-Za-z]+");
        assertThat(operation.json().path("summary").asString("")).isNotBlank().doesNotContain("\n");
        assertThat(operation.json().path("tags").size()).isEqualTo(1);
        assertThat(operation.parameters()).allSatisfy(parameter -> {
            assertThat(parameter.path("description").asString("")).isNotBlank();
            if (parameter.get("name").stringValue().equals("Idempotency-Key")) { // is new with every request
                assertThat(parameter.has("example")).isFalse();
            } else {
                assertThat(parameter.has("example")).isTrue();
                assertThat(document.errors(parameter.get("schema"), parameter.get("example")))
                        .isEmpty();
            }
        });
        assertThat(operation.json().has("requestBody"))
                .isEqualTo(!operation.bodies().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theExamplesOfResponsesFitTheirSchemas(Operation operation) {
        operation.json().get("responses").forEach(response -> {
            JsonNode described = document.resolved(response);
            assertThat(described.path("description").asString("")).isNotBlank();
            described.path("content").forEach(media -> {
                List<JsonNode> examples = media.has("example")
                        ? List.of(media.get("example"))
                        : ApiDocument.list(media.path("examples")).stream()
                                .map(example -> example.get("value"))
                                .toList();
                boolean binary = media.at("/schema/format").asString("").equals("binary");
                assertThat(examples.isEmpty()).isEqualTo(binary);
                assertThat(examples)
                        .allSatisfy(example -> assertThat(document.errors(media.get("schema"), example))
                                .isEmpty());
            });
        });
    }

    @Test
    void noExampleOfARunToTryOutPassesForAPresets() {
        assertThat(document.operation("submitRun").bodies())
                .isNotEmpty()
                .noneMatch(run -> run.path("labels").has("preset"));
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
    void problemsAreAnsweredAsDescribed(String addressOperationAndStatus) {
        String[] parts = addressOperationAndStatus.split(" ");
        Answer answer = service.get(parts[0]);
        assertThat(answer.status()).isEqualTo(Integer.parseInt(parts[2]));
        document.assertFits(document.operation(parts[1]), answer);
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
                "{'spec': {'training': {'optimizer': {'type': 'adam', 'learning_rate': {'type': 'exponential_decay'}}}}}",
                "{'spec': {'training': {'metrics': 'accuracy'}}}",
                "{'spec': {'training': {'shuffle': null}}}",
                "{'spec': {'recording': {'tensors': ['soul']}}}",
                "{'spec': {'network': {'layers': [{}]}}}"
            })
    void theSchemaRefusesWhatTheReaderRefuses(String patch) {
        Operation submit = document.operation("submitRun");
        JsonNode example = submit.bodies().get(1);
        JsonNode refused = patch.equals("{'spec': {'dataset': 'circles'}}")
                ? MAPPER.readTree(patch.replace('\'', '"'))
                : merged(example.deepCopy(), MAPPER.readTree(patch.replace('\'', '"')));
        Answer answer = service.send(submit.request(service.address(""), refused));
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        document.assertFits(submit, answer);
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
    void theSchemaKnowsEveryWordOfTheCatalog() {
        Set<String> known = new TreeSet<>();
        collectWords(document.json().at("/components/schemas"), known);
        Set<String> words = new TreeSet<>();
        JsonNode catalog = service.get("/api/v1/catalog").json();
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
    void swaggerUiIsServed() {
        assertThat(service.get("/swagger-ui.html").status()).isEqualTo(302);
        assertThat(service.get("/swagger-ui/index.html").status()).isEqualTo(200);
    }
}
