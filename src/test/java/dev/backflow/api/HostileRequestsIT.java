package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.api.ApiDocument.Operation;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Requests that no client of good will sends: each is refused with a small problem that says what is wrong with it. */
class HostileRequestsIT {

    private static final int LARGEST_ANSWER = 1 << 16;
    private static final TestService SERVICE = TestService.shared();
    private static final ApiDocument DOCUMENT =
            ApiDocument.parse(SERVICE.get("/v3/api-docs").body());

    /** As it is, without what an HTTP client would mend. */
    private static String raw(String method, String target, String headers, String body) throws IOException {
        URI address = SERVICE.address("/");
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream()
                    .write((method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
                                    + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void assertProblem(String answer, int status) {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .contains("application/problem+json", "\"status\":" + status)
                .contains(
                        "X-Content-Type-Options: nosniff\r\n",
                        "X-Frame-Options: DENY\r\n",
                        "Referrer-Policy: no-referrer\r\n",
                        "Content-Security-Policy: default-src 'none'")
                .doesNotContainPattern("(?i)Exception|java\\.|springframework|jackson|hibernate|jdbc");
        assertThat(answer.length()).isLessThan(LARGEST_ANSWER);
    }

    private static String target(Operation operation) {
        return operation.request(SERVICE.address(""), null).build().uri().getRawPath();
    }

    private static Stream<Operation> operations() {
        return DOCUMENT.operations().stream();
    }

    private static String withOnly(String headers) throws IOException {
        return raw("GET", "/api/v1/runs", headers, "");
    }

    @Test
    void whatIsTooLongForTheServerItselfIsToldByAProblemToo() throws IOException {
        assertProblem(raw("GET", "/api/v1/runs?name=" + "a".repeat(9_000), "", ""), 414);
        assertProblem(raw("POST", "/api/v1/" + "a".repeat(9_000), "", ""), 414);
        assertProblem(withOnly("X-Long: " + "a".repeat(9_000) + "\r\n"), 431);
        assertProblem(withOnly("X-Many: a\r\n".repeat(200)), 431);
        assertProblem(raw("POST", "/api/v1/runs", "Content-Type: application/json\r\n", " ".repeat(1 << 21)), 413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X y: a", "Content-Length: x", "Host: a b", "Expect: 200-ok"})
    void whatTheServerItselfCannotReadIsToldByAProblemToo(String header) throws IOException {
        String answer = withOnly(header + "\r\n");
        assertProblem(answer, Integer.parseInt(answer.substring(9, 12)));
        assertThat(answer).startsWith("HTTP/1.1 4").doesNotStartWith("HTTP/1.1 404");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whatIsNotAcceptableIsToldByAProblem(Operation operation) throws IOException {
        for (String type : List.of("foo", "audio/ogg", "a/b;q=x", "*/*;q=0", "audio/ogg, */*; q=0.000")) {
            String headers = "Content-Type: " + operation.mediaType() + "\r\nAccept: " + type + "\r\n";
            assertProblem(raw(operation.method().toUpperCase(Locale.ROOT), target(operation), headers, ""), 406);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "application/json;q=0, 406",
        "'*/*, application/json;q=0', 406",
        "'application/*;q=0, */*', 406",
        "'application/json, */*;q=0', 200",
        "'application/json;q=0.001', 200",
        "'text/html;q=0, */*', 200"
    })
    void whatHasNoQualityIsNotAcceptable(String accept, int status) throws IOException {
        assertThat(withOnly("Accept: " + accept + "\r\n")).startsWith("HTTP/1.1 " + status);
    }

    static Stream<Arguments> emptied() {
        return operations()
                .flatMap(operation -> operation.parameters().stream()
                        .filter(parameter -> parameter.get("in").stringValue().equals("query"))
                        .map(parameter -> parameter.get("name").stringValue())
                        .flatMap(name ->
                                Stream.of(name, name + "=").map(query -> Arguments.of(operation, name, query))));
    }

    @ParameterizedTest
    @MethodSource("emptied")
    void anEmptyParameterIsRefusedByEveryOperation(Operation operation, String name, String query) throws IOException {
        String type = "Content-Type: " + operation.mediaType() + "\r\n";
        String answer = raw(operation.method().toUpperCase(Locale.ROOT), target(operation) + "?" + query, type, "");
        assertProblem(answer, 400);
        assertThat(answer).contains("\"parameter\":\"" + name + "\"", "must not be empty; leave the parameter out");
    }

    static Stream<Arguments> queries() {
        return operations()
                .flatMap(operation -> Stream.of("name=%ff", "x=%zz", "=true", "x=[a|b", "x=%00")
                        .map(query -> Arguments.of(operation, query)));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void aQueryThatCannotBeReadIsRefusedByEveryOperation(Operation operation, String query) throws IOException {
        String type = "Content-Type: " + operation.mediaType() + "\r\n";
        assertProblem(raw(operation.method().toUpperCase(Locale.ROOT), target(operation) + "?" + query, type, ""), 400);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aFormIsNoBodyOfAnyOperation(Operation operation) throws IOException {
        for (String type : List.of("multipart/form-data", "application/x-www-form-urlencoded")) {
            String answer = raw(
                    operation.method().toUpperCase(Locale.ROOT),
                    target(operation) + "?unknown=1",
                    "Content-Type: " + type + "\r\n",
                    "a=b&" + "c".repeat(10_000));
            assertProblem(answer, operation.json().has("requestBody") ? 415 : 400); // for the parameter
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999999", "-1e-99999999999", "1e2147483648", "1e400", "1e999999999"})
    void aNumberBeyondAllBoundsIsRefusedWithItsPlace(String number) {
        assertPointer(
                SERVICE.post("/api/v1/datasets/preview", "{\"dataset\": \"circles\", \"points\": " + number + "}"),
                "/points");
        assertPointer(
                SERVICE.post("/api/v1/runs", Specs.SMALL.replace("\"epochs\": 5", "\"epochs\": " + number)),
                "/spec/training/epochs");
    }

    private static void assertPointer(TestService.Answer answer, String pointer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
    }

    @Test
    void namesAndLabelsOfForksAreThoseOfRuns() {
        String run = SERVICE.submit(Specs.SMALL);
        SERVICE.ended(run);
        String fork = "/api/v1/runs/" + run + "/fork";
        assertPointer(SERVICE.post(fork, "{\"name\": \"\"}"), "/name");
        assertPointer(SERVICE.post(fork, "{\"labels\": {\"\": \"\"}}"), "/labels");
        assertPointer(SERVICE.post(fork, "{\"labels\": {\"a\": \"\\u0000\"}}"), "/labels/a");
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLookedForByWhatNoDatabaseHolds(TestDatabase database) {
        TestService service = TestService.shared(database);
        String token =
                Base64.getUrlEncoder().encodeToString("2026-11-26T06:59:59Z \0\0\0".getBytes(StandardCharsets.UTF_8));
        for (String query : List.of("?name=%00", "?label=a:%00", "?page_token=" + token)) {
            TestService.Answer answer = service.get("/api/v1/runs" + query);
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        }
        assertThat(service.get("/api/v1/runs/%00").status()).isIn(400, 404);
    }

    static Stream<String> megabytes() {
        String spec = "{\"spec\": {\"network\": {\"layers\": [%s]}}}";
        String unknown = "\"%s\": 1".formatted("\\u0001".repeat(160_000));
        return Stream.of(
                spec.formatted("{},".repeat(200_000) + "{}"),
                spec.formatted("1,".repeat(400_000) + "1"),
                spec.formatted("{\"units\": 1},".repeat(60_000) + "{}"),
                spec.formatted("{\"type\": \"%s\"}".formatted("x".repeat(900_000))),
                "{" + unknown + "}",
                "{" + "\"a\": {".repeat(400) + unknown + "}".repeat(401),
                "{\"spec\": " + "[".repeat(400) + "]".repeat(400) + "}",
                "{\"labels\": {"
                        + Stream.iterate(0, i -> i + 1)
                                .limit(60_000)
                                .map(i -> "\"k" + i + "\": 1")
                                .reduce(
                                        new StringBuilder(),
                                        (all, label) -> all.append(label).append(','),
                                        (a, b) -> a)
                        + "\"z\": \"\"}}",
                "[".repeat(1_000_000),
                "1".repeat(1_000_000));
    }

    /** What it costs is benchmarked; here it is enough that the answer is small and says how much more there is. */
    @ParameterizedTest
    @MethodSource("megabytes")
    void aMegabyteOfMistakesIsAnsweredInAFewKilobytes(String body) {
        TestService.Answer answer = SERVICE.post("/api/v1/runs", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().getBytes(StandardCharsets.UTF_8).length).isLessThan(LARGEST_ANSWER);
        JsonNode errors = answer.json().get("errors");
        assertThat(errors.size()).isBetween(1, 20);
        if (errors.size() == 20) {
            assertThat(answer.json().get("detail").asString()).containsPattern(" And \\d+ more\\.$");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}{}",
                "{} 1",
                "{}]",
                "{",
                "{a}",
                "NaN",
                "[NaN]",
                "/*c*/1",
                "#1",
                "+1",
                "'a'",
                "undefined",
                "\"\t\"",
                "01",
                "{\"a\":1,\"a\":1}"
            })
    void whatIsNoJsonIsToldWithoutNamesOfTheLibrary(String body) {
        assertTellsNoNames(SERVICE.post("/api/v1/runs", body));
    }

    @Test
    void whatIsTooDeepOrTooLongIsToldWithoutNamesOfTheLibrary() {
        assertTellsNoNames(SERVICE.post("/api/v1/runs", "[".repeat(100_000)));
        assertTellsNoNames(SERVICE.post("/api/v1/runs", "{\"a\": " + "1".repeat(100_000) + "}"));
        assertTellsNoNames(SERVICE.post("/api/v1/runs", "{\"" + "a".repeat(100_000) + "\": 1}"));
    }

    private static void assertTellsNoNames(TestService.Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/code").asString()).isIn("syntax", "type", "unknown", "required");
        assertThat(answer.json().get("detail").asString())
                .doesNotContainPattern("`|[a-z]+\\.[a-z]+\\.|Feature|Constraints|JsonToken|Exception");
    }

    @Test
    void aBodyThatIsNotUtf8IsRefused() {
        TestService.Answer answer = SERVICE.send(HttpRequest.newBuilder(SERVICE.address("/api/v1/runs"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'})));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("jackson", "Exception");
    }
}
