package dev.backflow.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import dev.backflow.api.ApiDocument;
import dev.backflow.api.ApiDocument.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** Generated clients make a type of each. */
    @Test
    void noTwoSchemasHaveTheSameTitleOrName() {
        List<String> names = new ArrayList<>(
                List.copyOf(document.json().at("/components/schemas").propertyNames()));
        collectTitles(document.json().at("/components"), names);
        collectTitles(document.json().get("paths"), names);
        assertThat(names.stream().map(name -> name.replace("_", "").toLowerCase(Locale.ROOT)))
                .hasSizeGreaterThan(100)
                .doesNotHaveDuplicates();
    }

    private static void collectTitles(JsonNode schema, List<String> titles) {
        if (schema.path("title").isString()) {
            titles.add(schema.get("title").stringValue());
        }
        schema.properties().stream()
                .filter(part -> !part.getKey().matches("examples?"))
                .forEach(part -> collectTitles(part.getValue(), titles));
        schema.valueStream().filter(part -> schema.isArray()).forEach(part -> collectTitles(part, titles));
    }

    @Test
    void everyLinkLeadsToAnOperationWithTheParametersItNames() {
        JsonNode links = document.json().at("/components/links");
        assertThat(links.size()).isGreaterThan(15);
        assertThat(links)
                .allSatisfy(link -> assertThat(
                                document.operation(link.get("operationId").stringValue()).parameters().stream()
                                        .map(parameter -> parameter.get("name").stringValue()))
                        .containsAll(link.get("parameters").propertyNames()));
    }

    @ParameterizedTest
    @CsvSource({
        "NetworkSpec/properties/layers/minItems, 1",
        "NetworkSpec/properties/layers/maxItems, 256",
        "LayerSpecDense/properties/units/maximum, 16384",
        "LayerSpecDense/properties/repeat/maximum, 16384",
        "LayerSpecDropout/properties/rate/maximum, 1.0",
        "TrainingSpec/properties/epochs/maximum, 1000000",
        "TrainingSpec/properties/validation_split/exclusiveMaximum, 1.0",
        "LearningRatePiecewiseConstant/properties/values/items/minimum, 0",
        "CsvContent/properties/classes/maxItems, 1000",
        "LearningRate/oneOf/0/exclusiveMinimum, 0",
        "Adam/properties/clipnorm/exclusiveMinimum, 0",
        "RunSpec/properties/seed/maximum, 9007199254740991",
        "RunRequest/properties/name/maxLength, 120",
        "RunRequest/properties/labels/maxProperties, 32",
        "RunRequest/properties/labels/additionalProperties/maxLength, 120",
        "PredictionRequest/properties/features/maxItems, 10000",
        "PreviewRequest/properties/points/maximum, 100000"
    })
    void schemasSayTheBoundsThatTheServiceEnforces(String place, String bound) {
        assertThat(document.json().at("/components/schemas/" + place).asString())
                .isEqualTo(bound);
    }

    @ParameterizedTest
    @CsvSource({
        "listRuns, page_size, maximum, 200",
        "getSeries, points, minimum, 2",
        "getSeries, from, minimum, 0",
        "getFigureSvg, width, maximum, 3840",
        "submitRun, Idempotency-Key, pattern, '^[!-~]{1,255}$'",
        "uploadDataset, name, maxLength, 120"
    })
    void parametersSayTheirBoundsToo(String operation, String parameter, String keyword, String bound) {
        assertThat(document.operation(operation).parameters())
                .filteredOn(described -> described.get("name").stringValue().equals(parameter))
                .extracting(described -> described.get("schema").get(keyword).asString())
                .containsExactly(bound);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyOperationIsDescribed(Operation operation) {
        assertThat(operation.json().path("operationId").asString("")).matches("[a-z][A-Za-z]+");
        assertThat(operation.json().path("summary").asString("")).isNotBlank().doesNotContain("\n");
        assertThat(operation.json().path("tags").size()).isEqualTo(1);
        assertThat(operation.parameters()).allSatisfy(parameter -> {
            assertThat(parameter.path("description").asString("")).isNotBlank();
            // is new with every request; excludes a tensor
            if (parameter.get("name").stringValue().matches("Idempotency-Key|metric")) {
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
                "{'name': ' '}",
                "{'labels': {'Study': ''}}",
                "{'spec': {'seed': -1}}",
                "{'spec': {'training': {'epochs': -1}}}",
                "{'spec': {'training': {'epochs': 2000000}}}",
                "{'spec': {'training': {'validation_split': 1}}}",
                "{'spec': {'training': {'optimizer': {'type': 'adam', 'beta_1': 1}}}}",
                "{'spec': {'training': {'optimizer': {'type': 'adam', 'learning_rate': 0}}}}",
                "{'spec': {'network': {'layers': []}}}",
                "{'spec': {'network': {'layers': [{'units': 0}]}}}",
                "{'spec': {'network': {'layers': [{'units': 1, 'name': 'Output'}]}}}",
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
