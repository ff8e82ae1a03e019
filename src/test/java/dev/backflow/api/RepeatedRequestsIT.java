package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A request with an {@code Idempotency-Key} is the same as one before if it means the same, not if its bytes are. */
@ParameterizedClass
@EnumSource
class RepeatedRequestsIT {

    private static final String RUNS = "/api/v1/runs";
    private static final String PRESET = "/api/v1/presets/vanishing-gradient";
    private static final JsonMapper MAPPER = new JsonMapper();

    private static TestService service;

    @Parameter
    TestDatabase database;

    @BeforeParameterizedClassInvocation
    static void start(TestDatabase database) {
        service = TestService.shared(database);
    }

    private static Answer post(TestService to, String key, String path, String body) {
        return to.send(HttpRequest.newBuilder(to.address(path))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)));
    }

    private static String id(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json().get("id").asString();
    }

    private static List<String> ids(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json()
                .get("items")
                .valueStream()
                .map(run -> run.get("id").asString())
                .toList();
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    /** With all its fields the other way round. */
    private static JsonNode reversed(JsonNode json) {
        if (json instanceof ObjectNode object) {
            ObjectNode reversed = MAPPER.createObjectNode();
            List<String> names = List.copyOf(object.propertyNames());
            IntStream.range(0, names.size())
                    .mapToObj(i -> names.get(names.size() - 1 - i))
                    .forEach(name -> reversed.set(name, reversed(object.get(name))));
            return reversed;
        }
        return json;
    }

    private static Stream<String> rewritten(String request) {
        JsonNode tree = MAPPER.readTree(request);
        String validated =
                service.post(RUNS + "?validate_only=true", request).json().toString();
        return Stream.of(
                tree.toPrettyString(),
                reversed(tree).toString(),
                validated,
                request.replace("\"adam\"", "{\"type\": \"adam\"}"),
                request.replace("\"tanh\"", "{\"type\": \"tanh\"}"),
                request.replace("\"factor\": 0.5", "\"factor\": 5.00e-1"),
                request.replace("\"seed\": 7", "\"seed\": 7, \"recording\": {}"),
                request.replace("\u00e9", "e\u0301"),
                request.replace("\u00e9", "\\u00e9"));
    }

    @Test
    void theSameRunWrittenDifferentlyIsTheSameRequest() {
        String key = key();
        String request = Specs.SMALL
                .replace("\"small\"", "\"\u00e9cole\"")
                .replace("\"study\": \"tests\"", "\"b\": \"1\", \"a\": \"2\"");
        String first = id(post(service, key, RUNS, request));
        assertThat(rewritten(request).map(body -> id(post(service, key, RUNS, body))))
                .containsOnly(first);
    }

    @Test
    void anotherRunIsAnotherRequest() {
        String key = key();
        id(post(service, key, RUNS, Specs.SMALL));
        String[][] changes = {
            {"\"seed\": 7", "\"seed\": 8"},
            {"\"small\"", "\"Small\""},
            {"\"tests\"", "\"test\""},
            {"\"adam\"", "{\"type\": \"adam\", \"learning_rate\": 0.002}"},
            {"\"spec\":", "\"priority\": \"low\", \"spec\":"},
            {"\"units\": 4", "\"units\": 5"}
        };
        assertThat(Arrays.stream(changes)
                        .map(change -> post(service, key, RUNS, Specs.SMALL.replace(change[0], change[1]))
                                .status()))
                .containsOnly(422);
    }

    @Test
    void aForkIsWhatItsPatchMakes() {
        String parent = service.submit(Specs.SMALL);
        service.ended(parent);
        String fork = RUNS + "/" + parent + "/fork";
        String key = key();
        String first =
                id(post(service, key, fork, "{\"name\": \"n\", \"patch\": {\"training\": {\"optimizer\": \"sgd\"}}}"));
        for (String same : List.of(
                "{\"patch\":{\"training\":{\"optimizer\":{\"type\":\"sgd\"}}},\"name\":\"n\"}",
                "{\"patch\": {\"training\": {\"optimizer\": \"sgd\", \"epochs\": 5}}, \"from_epoch\": 0, \"name\": \"n\"}",
                "{\"patch\": {\"seed\": 7, \"training\": {\"optimizer\": \"sgd\"}}, \"name\": \"n\", \"priority\": \"normal\"}")) {
            assertThat(id(post(service, key, fork, same))).isEqualTo(first);
        }
        for (String other : List.of(
                "{\"name\": \"n\", \"patch\": {\"training\": {\"optimizer\": \"adam\"}}}",
                "{\"name\": \"m\", \"patch\": {\"training\": {\"optimizer\": \"sgd\"}}}",
                "{\"name\": \"n\", \"labels\": {}, \"patch\": {\"training\": {\"optimizer\": \"sgd\"}}}")) {
            assertThat(post(service, key, fork, other).status()).isEqualTo(422);
        }
    }

    @Test
    void aPresetMakesItsRunsOnce() {
        String key = key();
        List<String> first = ids(post(service, key, PRESET, ""));
        assertThat(first).hasSize(3);
        Set<List<String>> again = IntStream.range(0, 20)
                .parallel()
                .mapToObj(i -> ids(post(service, key, PRESET, "")))
                .collect(Collectors.toSet());
        assertThat(again).containsOnly(first);
        assertThat(post(service, key, "/api/v1/presets/glorot", "").status()).isEqualTo(422);
        assertThat(post(service, key, RUNS, Specs.SMALL).status()).isEqualTo(422);
        assertThat(post(service, "no spaces", PRESET, "").status()).isEqualTo(400);
        assertThat(ids(post(service, key(), PRESET, ""))).doesNotContainAnyElementsOf(first);
        service.ended(first.get(1));
        service.delete(RUNS + "/" + first.get(1));
        assertThat(post(service, key, PRESET, "").status()).isEqualTo(409);
    }

    @Test
    void keysAreKnownAfterARestart(@TempDir Path directory) {
        String[] own = database.create(directory);
        String[] keys = {key(), key(), key()};
        String run;
        String fork;
        List<String> preset;
        String patch = "{\"patch\": {\"seed\": 8}}";
        try (TestService before = TestService.on(own)) {
            run = id(post(before, keys[0], RUNS, Specs.SMALL));
            before.ended(run);
            fork = id(post(before, keys[1], RUNS + "/" + run + "/fork", patch));
            preset = ids(post(before, keys[2], PRESET, ""));
        }
        try (TestService after = TestService.on(own)) {
            assertThat(id(post(after, keys[0], RUNS, Specs.SMALL.replace("\"adam\"", "{\"type\":\"adam\"}"))))
                    .isEqualTo(run);
            assertThat(id(post(after, keys[1], RUNS + "/" + run + "/fork", patch.replace(" ", ""))))
                    .isEqualTo(fork);
            assertThat(ids(post(after, keys[2], PRESET, ""))).isEqualTo(preset);
            assertThat(post(after, keys[0], RUNS, Specs.SMALL.replace("7", "8")).status())
                    .isEqualTo(422);
        }
    }
}
