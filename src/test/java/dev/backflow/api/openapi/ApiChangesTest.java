package dev.backflow.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The comparison of documents finds what breaks clients, wherever it is, and nothing else. */
class ApiChangesTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final JsonNode KEPT = kept();

    private static JsonNode kept() {
        try {
            return MAPPER.readTree(Files.readString(CompatibilityIT.FILE));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> changed(Consumer<ObjectNode> change) {
        ObjectNode document = (ObjectNode) KEPT.deepCopy();
        change.accept(document);
        return ApiChanges.breaking(KEPT, document);
    }

    private static ObjectNode at(JsonNode document, String pointer) {
        return (ObjectNode) document.at(pointer);
    }

    @Test
    void nothingIsBrokenWhereNothingChanged() {
        assertThat(changed(document -> {})).isEmpty();
    }

    @Test
    void anOperationThatIsGoneIsMissedWhicheverItIs() {
        KEPT.get("paths")
                .forEachEntry((path, operations) -> operations
                        .propertyNames()
                        .forEach(method -> assertThat(changed(document ->
                                        ((ObjectNode) document.get("paths").get(path)).remove(method)))
                                .containsExactly(method.toUpperCase() + " " + path + " is gone")));
    }

    /** The names of the schemas that bodies of requests are made of, or of answers. */
    private static Set<String> reachable(String part) {
        Set<String> names = new TreeSet<>();
        KEPT.get("paths").forEach(path -> path.forEach(operation -> collect(operation.path(part), names)));
        return names;
    }

    private static void collect(JsonNode node, Set<String> names) {
        if (node.has("$ref")) {
            String reference = node.get("$ref").stringValue();
            if (names.add(reference.replaceFirst(".*/", ""))) {
                collect(KEPT.at(reference.substring(1)), names);
            }
        }
        node.forEach(part -> collect(part, names));
    }

    private static Stream<String> fields(String part) {
        return reachable(part).stream()
                .map(name -> "/components/schemas/" + name + "/properties")
                .flatMap(properties ->
                        KEPT.at(properties).propertyNames().stream().map(name -> properties + "/" + name));
    }

    private static void removed(ObjectNode document, String pointer) {
        int end = pointer.lastIndexOf('/');
        at(document, pointer.substring(0, end)).remove(pointer.substring(end + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"requestBody", "responses"})
    void aFieldThatIsGoneIsMissedWhereverItIs(String part) {
        assertThat(fields(part))
                .hasSizeGreaterThan(100)
                .allSatisfy(field -> assertThat(changed(document -> removed(document, field)))
                        .anyMatch(sentence -> sentence.endsWith(field.replaceFirst(".*/", "/") + " is gone")));
    }

    @Test
    void aFieldThatIsRequiredAllAtOnceIsNoticedWhereverItIs() {
        assertThat(reachable("requestBody")).allSatisfy(name -> {
            JsonNode schema = KEPT.at("/components/schemas/" + name);
            if (schema.path("type").asString("").equals("object")) {
                assertThat(changed(document -> at(document, "/components/schemas/" + name)
                                .withArray("required")
                                .add("more")))
                        .anyMatch(sentence -> sentence.endsWith("/more is required now"));
            }
        });
    }

    @Test
    void aWordThatIsNotTakenAnyMoreIsNoticedWhereverItIs() {
        List<String> words = new ArrayList<>();
        reachable("requestBody")
                .forEach(name -> words("/components/schemas/" + name, KEPT.at("/components/schemas/" + name), words));
        assertThat(words)
                .hasSizeGreaterThan(50)
                .allSatisfy(pointer -> assertThat(changed(document -> ((ArrayNode) document.at(pointer)).remove(0)))
                        .anyMatch(sentence -> sentence.contains("takes fewer words than before: not [")));
    }

    private static void words(String pointer, JsonNode node, List<String> words) {
        if (node.path("enum").size() > 1) {
            words.add(pointer + "/enum");
        }
        node.propertyNames().forEach(name -> words(pointer + "/" + name, node.get(name), words));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            words(pointer + "/" + i, node.get(i), words);
        }
    }

    @Test
    void aBoundThatIsNarrowerIsNoticedWhereverItIsAndAWiderOneIsNot() {
        assertThat(fields("requestBody").filter(field -> KEPT.at(field).has("maximum")))
                .hasSizeGreaterThan(30)
                .allSatisfy(field -> {
                    double most = KEPT.at(field).get("maximum").asDouble();
                    assertThat(changed(document -> at(document, field).put("maximum", most - 0.5)))
                            .anyMatch(sentence -> sentence.contains("maximum is "));
                    assertThat(changed(document -> at(document, field).put("maximum", most + 1)))
                            .isEmpty();
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /components/schemas/TrainingSpec/properties/epochs | {"type": "string"} | is of type [string]
            /components/schemas/TrainingSpec/properties/epochs | {"default": 2} | default is 2 instead of 1
            /components/schemas/TrainingSpec/properties/epochs | {"minimum": 1} | minimum is 1 instead of 0
            /components/schemas/TrainingSpec/properties/epochs | {"format": "int64"} | format is "int64" instead
            /components/schemas/TrainingSpec/properties/metrics | {"maxItems": 3} | maxItems is 3 instead of nothing
            /components/schemas/RunNaming/properties/name | {"maxLength": 64} | maxLength is 64 instead of 120
            /components/schemas/RunNaming/properties/name | {"pattern": "^a$"} | pattern is "^a$" instead
            /components/schemas/RunNaming/properties/name | {"type": "string"} | is of type [string]
            /components/schemas/Optimizer | {"oneOf": [{"type": "string"}]} | takes no Adam any more
            /components/schemas/RunStatus/properties/epoch | {"type": ["integer", "null"]} | is of type [integer, null]
            /components/schemas/RunStatus | {"required": []} | /state may be missing now
            /components/responses/Conflict | {"content": {}} | the type application/problem+json is gone
            /paths/~1api~1v1~1runs/get | {"operationId": "list"} | operationId is "list" instead of "listRuns"
            /paths/~1api~1v1~1runs/get | {"parameters": []} | query parameter state is gone
            /paths/~1api~1v1~1runs/get/parameters/0 | {"required": true} | query parameter state is required now
            /paths/~1api~1v1~1runs/get/parameters/6/schema | {"maximum": 100} | maximum is 100 instead of 200
            /paths/~1api~1v1~1runs/post/responses/202 | {"headers": {}} | the header Location is gone
            /paths/~1api~1v1~1runs/post/requestBody | {"content": {}} | the type application/json is gone
            /paths/~1api~1v1~1runs/post | {"responses": {}} | answer 202 is gone
            """)
    void whatBreaksClientsIsSaid(String pointer, String fields, String sentence) {
        assertThat(changed(document -> at(document, pointer).setAll((ObjectNode) MAPPER.readTree(fields))))
                .anyMatch(said -> said.contains(sentence));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /paths | {"/api/v1/more": {"get": {}}}
            /paths/~1api~1v1~1runs | {"put": {"operationId": "more"}}
            /paths/~1api~1v1~1runs/get/parameters/6/schema | {"maximum": 500}
            /paths/~1api~1v1~1runs/post/responses | {"418": {"description": "More"}}
            /components/schemas/TrainingSpec/properties | {"more": {"type": "integer"}}
            /components/schemas/RunNaming/properties/pinned | {"type": ["boolean", "null", "string"]}
            /components/schemas/Optimizer/oneOf/0/enum | ["more"]
            /components/schemas/RunStatus/properties | {"more": {"type": "integer"}}
            /components/schemas/RunStatus | {"description": "More"}
            /components | {"links": {"More": {"operationId": "more"}}}
            """)
    void whatIsNewBreaksNobody(String pointer, String more) {
        assertThat(changed(document -> {
                    JsonNode parsed = MAPPER.readTree(more);
                    if (parsed.isArray()) {
                        ((ArrayNode) document.at(pointer)).addAll((ArrayNode) parsed);
                    } else {
                        at(document, pointer).setAll((ObjectNode) parsed);
                    }
                }))
                .isEmpty();
    }
}
