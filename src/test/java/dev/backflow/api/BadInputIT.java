package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestService;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What cannot be done is refused with the place, the value and the remedy, and leaves no trace. */
class BadInputIT {

    private static final TestService service = TestService.shared();

    private List<String> before;

    @BeforeEach
    void see() {
        before = service.ids("?page_size=1");
    }

    @AfterEach
    void nothingWasStored() {
        assertThat(service.ids("?page_size=1")).isEqualTo(before);
    }

    private static Arguments changed(String from, String to, String pointer, String value, String remedy) {
        assertThat(Specs.SMALL).contains(from);
        return Arguments.of(Specs.SMALL.replace(from, to), pointer, value, remedy);
    }

    static Stream<Arguments> refused() {
        String layers = "/spec/network/layers";
        return Stream.of(
                changed("\"tanh\"", "\"tnah\"", layers + "/0/activation", "\"tnah\"", "must be one of linear, sigmoid"),
                changed(
                        "\"tanh\"",
                        "{\"type\": \"tnah\"}",
                        layers + "/0/activation/type",
                        "\"tnah\"",
                        "must be one of"),
                changed("\"tanh\"", "{\"alpha\": 1}", layers + "/0/activation/type", null, "is required"),
                changed(
                        "\"tanh\"",
                        "{\"type\": \"elu\", \"beta\": 1}",
                        layers + "/0/activation/beta",
                        "1",
                        "known are alpha"),
                changed("\"units\": 4", "\"units\": 0", layers + "/0/units", "0", "must be at least 1"),
                changed("\"units\": 4", "\"units\": 2.5", layers + "/0/units", "2.5", "whole number"),
                changed("\"units\": 4", "\"units\": \"4\"", layers + "/0/units", "\"4\"", "must be a whole number"),
                changed("\"units\": 4", "\"units\": 99999999999", layers + "/0/units", "99999999999", "too large"),
                changed("\"units\": 4, ", "", layers + "/0/units", null, "is required"),
                changed("\"units\": 4", "\"unit\": 4", layers + "/0/unit", "4", "known are name, repeat, units"),
                changed("\"repeat\": 2", "\"repeat\": 1000", layers + "/0/repeat", "1000", "must be from 1 to"),
                changed("\"hidden\", \"repeat\": 2", "\"epoch\"", layers + "/0/name", "\"epoch\"", "is reserved"),
                changed("\"hidden\", \"repeat\": 2", "\"step\"", layers + "/0/name", "\"step\"", "is reserved"),
                changed(
                        "\"hidden\", \"repeat\": 2",
                        "\"saturation\"",
                        layers + "/0/name",
                        "\"saturation\"",
                        "is reserved"),
                changed("\"hidden\"", "\"Hidden\"", layers + "/0/name", "\"Hidden\"", "lower-case"),
                changed(
                        "{\"units\": 1,",
                        "{\"name\": \"hidden_1\", \"units\": 1,",
                        layers + "/1/name",
                        "\"hidden_1\"",
                        "one layer only"),
                changed("{\"units\": 1,", "null, {\"units\": 1,", layers + "/1", "null", "must be an object"),
                changed(
                        "\"adam\"",
                        "{\"type\": \"adam\", \"learning_rate\": 1e400}",
                        "/spec/training/optimizer/learning_rate",
                        "1E+400",
                        "too large for double precision"),
                changed(
                        "\"adam\"",
                        "{\"type\": \"adam\", \"learning_rate\": 1e39}",
                        "/spec/training/optimizer/learning_rate",
                        "1E+39",
                        "single-precision"),
                changed(
                        "\"adam\"",
                        "{\"type\": \"adam\", \"learning_rate\": \"NaN\"}",
                        "/spec/training/optimizer/learning_rate",
                        "\"NaN\"",
                        "must be a number"),
                changed(
                        "\"adam\"",
                        "{\"type\": \"adam\", \"learning_rate\": NaN}",
                        "/spec/training/optimizer/learning_rate",
                        null,
                        "is not JSON, at line"),
                changed(
                        "\"adam\"",
                        "{\"type\": \"adam\", \"beta_1\": 1}",
                        "/spec/training/optimizer/beta_1",
                        "1",
                        "below 1.0"),
                changed("\"epochs\": 5", "\"epochs\": -1", "/spec/training/epochs", "-1", "must be at least 0"),
                changed("\"epochs\": 5", "\"epochs\": 5, \"epochs\": 6", "/spec/training/epochs", null, "is not JSON"),
                changed("\"epochs\": 5", "\"epochs\": true", "/spec/training/epochs", "true", "must be a whole number"),
                changed(
                        "\"epochs\": 5",
                        "\"epochs\": 5, \"validation_split\": 1",
                        "/spec/training/validation_split",
                        "1",
                        "below 1.0"),
                changed(
                        "\"epochs\": 5",
                        "\"epochs\": 5, \"validation_split\": 0.999",
                        "/spec/training/validation_split",
                        "0.999",
                        "at least one"),
                changed(
                        "[\"accuracy\"]",
                        "[\"accuracy\", \"accuracy\"]",
                        "/spec/training/metrics",
                        "[\"accuracy\",\"accuracy\"]",
                        "once"),
                changed(
                        "\"binary_crossentropy\"",
                        "\"categorical_crossentropy\"",
                        "/spec/training/loss",
                        "\"categorical_crossentropy\"",
                        "use binary_crossentropy"),
                changed("\"units\": 1,", "\"units\": 3,", layers + "/1/units", "3", "must be 1"),
                changed(
                        "\"units\": 1, \"activation\": \"sigmoid\"",
                        "\"units\": 1, \"activation\": \"softmax\"",
                        layers + "/1/activation",
                        "\"softmax\"",
                        "use sigmoid"),
                changed("\"seed\": 7", "\"seed\": -7", "/spec/seed", "-7", "must be from 0"),
                changed("\"seed\": 7", "\"seed\": 7, \"sead\": 8", "/spec/sead", "8", "is not a field"),
                changed("\"seed\": 7", "\"seed\": null", "/spec/seed", "null", "must not be null"),
                changed(
                        "\"seed\": 7",
                        "\"seed\": 7, \"recording\": {\"tensors\": [\"kernal\"]}",
                        "/spec/recording/tensors/0",
                        "\"kernal\"",
                        "must be one of kernel,"),
                changed(
                        "\"seed\": 7",
                        "\"seed\": 7, \"recording\": {\"histograms\": [\"kernel\", \"bias\"]}",
                        "/spec/recording/histograms/1",
                        "\"bias\"",
                        "add it to tensors"),
                changed("\"factor\": 0.5", "\"factor\": 1", "/spec/dataset/factor", "1", "below 1.0"),
                changed("\"study\": \"tests\"", "\"a/b~c\": 1", "/labels/a~1b~0c", "1", "must be a text"),
                changed("\"study\": \"tests\"", "\"Study\": \"x\"", "/labels", "{\"Study\":\"x\"}", "lower-case"),
                changed("\"small\"", "\"a\\u0000b\"", "/name", "\"a\\u0000b\"", "does not show"),
                changed("\"small\"", "7", "/name", "7", "must be a text"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefusedWithItsPlace(String body, String pointer, String value, String remedy) {
        TestService.Answer answer = service.post("/api/v1/runs", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.type()).startsWith("application/problem+json");
        JsonNode error = answer.json().at("/errors/0");
        assertThat(error.get("pointer").asString()).isEqualTo(pointer);
        assertThat(error.get("value").isNull() ? null : error.get("value").asString())
                .isEqualTo(value);
        assertThat(error.get("detail").asString()).contains(remedy);
        assertThat(answer.json().get("detail").asString()).contains(pointer, remedy);
    }

    private static String inline(String features, String targets, String weights) {
        return """
                {"spec": {"dataset": {"type": "inline", "features": %s, "targets": %s},
                 "network": {"layers": [{"units": 1, "activation": "sigmoid"}] %s},
                 "training": {"loss": "binary_crossentropy"}}}""".formatted(features, targets, weights);
    }

    static Stream<Arguments> refusedInline() {
        return Stream.of(
                Arguments.of(inline("[[1, 2], [3]]", "[[0], [1]]", ""), "/spec/dataset/features/1"),
                Arguments.of(inline("[[1, 2], [3, null]]", "[[0], [1]]", ""), "/spec/dataset/features/1/1"),
                Arguments.of(inline("[[1, 2], null]", "[[0], [1]]", ""), "/spec/dataset/features/1"),
                Arguments.of(inline("[[1, 2], [3, 1e39]]", "[[0], [1]]", ""), "/spec/dataset/features/1/1"),
                Arguments.of(inline("[]", "[]", ""), "/spec/dataset/features"),
                Arguments.of(inline("[[1, 2]]", "[[0], [1]]", ""), "/spec/dataset/targets"),
                Arguments.of(inline("[[1, 2]]", "[[1.5]]", ""), "/spec/training/loss"),
                Arguments.of(
                        inline("[[1, 2]]", "[[0]]", ", \"initial_weights\": [{\"kernel\": [[1]], \"bias\": [0]}]"),
                        "/spec/network/initial_weights/0/kernel"),
                Arguments.of(
                        inline(
                                "[[1, 2]]",
                                "[[0]]",
                                ", \"initial_weights\": [{\"kernel\": [[1], [2, 3]], \"bias\": [0]}]"),
                        "/spec/network/initial_weights/0/kernel/1"),
                Arguments.of(
                        inline("[[1, 2]]", "[[0]]", ", \"initial_weights\": [{\"kernel\": [[1], [2]]}]"),
                        "/spec/network/initial_weights/0/bias"),
                Arguments.of(
                        inline("[[1, 2]]", "[[0]]", ", \"initial_weights\": []"), "/spec/network/initial_weights"));
    }

    @ParameterizedTest
    @MethodSource("refusedInline")
    void numbersThatDoNotFitAreRefusedAtTheRow(String body, String pointer) {
        TestService.Answer answer = service.post("/api/v1/runs", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[]",
                "[null]",
                "null",
                "\"run\"",
                "{\"spec\": null}",
                "{} {}",
                "{\"spec\": {}}",
                "{'a': 1}"
            })
    void whatIsNoRunAtAllIsRefused(String body) {
        TestService.Answer answer = service.post("/api/v1/runs", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.type()).startsWith("application/problem+json");
        assertThat(answer.body()).doesNotContain("REDACTED");
    }

    @Test
    void everyMistakeIsNamedAtOnce() {
        String body = Specs.SMALL.replace("\"units\": 4", "\"units\": 0").replace("\"epochs\": 5", "\"epochs\": -1");
        assertThat(service.post("/api/v1/runs", body).json().get("errors").size())
                .isEqualTo(2);
    }

    @Test
    void aDeeplyNestedBodyIsRefused() {
        String body = "{\"spec\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThat(service.post("/api/v1/runs", body).status()).isEqualTo(400);
    }

    @Test
    void aBodyOverTheLimitIsRefusedWhetherOrNotItsLengthIsAnnounced() {
        byte[] large = Specs.SMALL
                .replace("\"small\"", "\"" + "x".repeat(2_000_000) + "\"")
                .getBytes(StandardCharsets.UTF_8);
        HttpRequest.BodyPublisher announced = HttpRequest.BodyPublishers.ofByteArray(large);
        for (HttpRequest.BodyPublisher body :
                new HttpRequest.BodyPublisher[] {announced, HttpRequest.BodyPublishers.fromPublisher(announced)}) {
            TestService.Answer answer = service.send(HttpRequest.newBuilder(service.address("/api/v1/runs"))
                    .header("Content-Type", "application/json")
                    .POST(body));
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.type()).startsWith("application/problem+json");
            assertThat(answer.body()).contains("backflow.limits.body");
        }
    }

    @Test
    void anotherMediaTypeOrMethodIsRefusedWithAProblem() {
        TestService.Answer form = service.send(HttpRequest.newBuilder(service.address("/api/v1/runs"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("a=b")));
        assertThat(form.status()).isEqualTo(415);
        assertThat(form.type()).startsWith("application/problem+json");
        TestService.Answer put = service.send(
                HttpRequest.newBuilder(service.address("/api/v1/runs")).PUT(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(put.status()).isEqualTo(405);
        assertThat(put.type()).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/runs?stat=queued",
                "/api/v1/runs?state=Queued",
                "/api/v1/runs?page_size=0",
                "/api/v1/runs?page_size=many",
                "/api/v1/runs?page_token=xyz",
                "/api/v1/runs?label=nocolon",
                "/api/v1/catalog?x=1"
            })
    void aBadQueryIsRefusedNamingTheParameter(String query) {
        TestService.Answer answer = service.get(query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.type()).startsWith("application/problem+json");
        String parameter = query.replaceAll(".*\\?(.*)=.*", "$1");
        assertThat(answer.json().at("/errors/0/parameter").asString()).isEqualTo(parameter);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/v1/runs/none", "/api/v1/runs/none/metrics", "/api/v1/presets/none", "/api/v1/none", "/none"
            })
    void whatDoesNotExistIsAProblemOfStatus404(String path) {
        TestService.Answer answer = service.get(path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.type()).startsWith("application/problem+json");
        assertThat(answer.json().get("detail").asString()).isNotBlank();
        assertThat(answer.json().get("instance").asString()).isEqualTo(path);
    }
}
