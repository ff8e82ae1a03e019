package dev.backflow.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backflow.TestDatabase;
import dev.backflow.TestFiles;
import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import dev.backflow.access.Role;
import dev.backflow.access.TokenRequest;
import dev.backflow.access.TokenService;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Callers with tokens, and callers who need none because only this machine can be one. */
@ExtendWith(OutputCaptureExtension.class)
class AccessIT {

    private static final String RUN = """
            {"spec": {"dataset": "xor", "network": {"layers": [{"units": 1, "activation": "sigmoid"}]},
             "training": {"loss": "binary_crossentropy", "epochs": 0}}}""";

    private static final Map<TestDatabase, TestService> SERVICES = new EnumMap<>(TestDatabase.class);

    private static TestService service(TestDatabase database) {
        return SERVICES.computeIfAbsent(
                database,
                key -> TestService.on(
                        key.create(TestFiles.untilTheEnd()),
                        "--backflow.auth=token",
                        "--backflow.limits.owner.active-runs=3",
                        "--backflow.limits.owner.stored-bytes=20000000",
                        "--backflow.limits.owner.submissions-per-minute=20",
                        "--backflow.worker.threads=1"));
    }

    @AfterAll
    static void stop() {
        SERVICES.values().forEach(TestService::close);
    }

    private static TestService as(TestService service, String owner, Role role) {
        return service.as(service.part(TokenService.class)
                .issue(new TokenRequest(owner, role, "test", 1))
                .secret());
    }

    private static Answer upload(TestService service) {
        return service.send(HttpRequest.newBuilder(service.address("/api/v1/datasets"))
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString("a,b,c\n1,2,x\n3,4,y\n1,3,x\n5,4,y\n")));
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatBelongsToOthersDoesNotExistForACaller(TestDatabase database) {
        TestService service = service(database);
        TestService ada = as(service, "ada", Role.SUBMIT);
        TestService bob = as(service, "bob", Role.SUBMIT);
        TestService admin = as(service, "root", Role.ADMIN);
        String run = ada.submit(RUN);
        ada.ended(run);
        String file = upload(ada).json().get("id").asString();
        String ofFile = """
                {"spec": {"dataset": {"type": "csv", "dataset": "%s", "target": "c"},
                 "network": {"layers": [{"units": 1, "activation": "sigmoid"}]},
                 "training": {"loss": "binary_crossentropy", "epochs": 0}}}""".formatted(file);

        assertThat(ada.ids("")).contains(run);
        assertThat(admin.ids("")).contains(run);
        assertThat(bob.ids("")).doesNotContain(run);
        assertThat(ada.get("/api/v1/datasets").body()).contains(file);
        assertThat(bob.get("/api/v1/datasets").body()).doesNotContain(file);
        for (String part : List.of("", "/series?tensor=kernel&statistic=std", "/metrics", "/export.csv", "/model")) {
            assertThat(bob.get("/api/v1/runs/" + run + part).status()).as(part).isEqualTo(404);
            assertThat(ada.get("/api/v1/runs/" + run + part).status()).as(part).isEqualTo(200);
        }
        assertThat(bob.post("/api/v1/runs/" + run + "/fork", "{}").status()).isEqualTo(404);
        Answer refused = bob.post("/api/v1/runs", ofFile);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("/spec/dataset/dataset");
        assertThat(ada.post("/api/v1/runs", ofFile).status()).isEqualTo(202);
        assertThat(bob.get("/v3/api-docs").body()).doesNotContain(run).doesNotContain(file);
        assertThat(service.get("/v3/api-docs").body()).doesNotContain(run).doesNotContain(file);
        assertThat(ada.get("/v3/api-docs").body()).contains(run);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void theSameKeyOfTwoOwnersMakesTwoRuns(TestDatabase database) {
        TestService service = service(database);
        List<String> ids = Stream.of("carl", "dora")
                .map(owner -> as(service, owner, Role.SUBMIT))
                .flatMap(caller -> Stream.of(keyed(caller), keyed(caller)))
                .toList();

        assertThat(ids.get(0)).isEqualTo(ids.get(1)).isNotEqualTo(ids.get(2));
        assertThat(ids.get(2)).isEqualTo(ids.get(3));
    }

    private static String keyed(TestService caller) {
        return caller.send(HttpRequest.newBuilder(caller.address("/api/v1/runs"))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "the-same")
                        .POST(BodyPublishers.ofString(RUN)))
                .json()
                .get("id")
                .asString();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anOwnerHasSoManyActiveRunsAndStoresSoMuch(TestDatabase database) {
        TestService service = service(database);
        TestService eve = as(service, "eve", Role.SUBMIT);
        String slow = RUN.replace("\"epochs\": 0", "\"epochs\": 100000").replace("\"xor\"", "{\"type\": \"xor\"}");
        List<String> active = Stream.generate(
                        () -> eve.submit(slow.replace("}}}", "}, \"recording\": {\"every\": 50000}}}")))
                .limit(3)
                .toList();

        Answer oneMore = eve.post("/api/v1/runs", RUN);
        assertThat(oneMore.status()).isEqualTo(429);
        assertThat(oneMore.json().get("limit").asString()).isEqualTo("owner.active_runs");
        assertThat(oneMore.json().get("maximum").asInt()).isEqualTo(3);
        assertThat(oneMore.response().headers().firstValue("Retry-After")).isPresent();
        assertThat(as(service, "finn", Role.SUBMIT).post("/api/v1/runs", RUN).status())
                .isEqualTo(202);
        active.forEach(id -> eve.post("/api/v1/runs/" + id + "/cancel", ""));

        Answer large = eve.post("/api/v1/runs", slow);
        assertThat(large.status()).isEqualTo(429);
        assertThat(large.json().get("limit").asString()).isEqualTo("owner.stored_bytes");
    }

    @Test
    void anOwnerAsksSoOftenInAMinute() {
        TestService gus = as(service(TestDatabase.H2), "gus", Role.SUBMIT);
        int refused = 0;
        for (int i = 0; i < 200 && refused == 0; i++) {
            Answer answer = gus.post("/api/v1/runs?validate_only=true", RUN);
            refused += answer.status() == 429 ? 1 : 0;
            assertThat(answer.status()).isIn(200, 429);
        }

        assertThat(refused).isOne();
        assertThat(gus.get("/api/v1/runs").status()).isEqualTo(200);
    }

    @Test
    void ownersBehindOneAddressDoNotTakeEachOthersStreams(@TempDir Path directory) {
        try (TestService service = TestService.start(
                directory,
                "--backflow.auth=token",
                "--backflow.worker.threads=0",
                "--backflow.limits.at-once.streams-by-client=1")) {
            TestService ivy = as(service, "ivy", Role.SUBMIT);
            TestService jon = as(service, "jon", Role.SUBMIT);
            assertThat(stream(ivy)).isEqualTo(200);
            assertThat(stream(ivy)).isEqualTo(429);
            assertThat(stream(jon)).isEqualTo(200);
        }
    }

    /** Of a run that waits, so that the stream stays open. */
    private static int stream(TestService caller) {
        String run = caller.submit(RUN);
        return caller.open("/api/v1/runs/" + run + "/events").statusCode();
    }

    @Test
    void aTokenIsShownOnceAndProvesNothingAfterItIsRevoked() {
        TestService service = service(TestDatabase.H2);
        TestService admin = as(service, "root", Role.ADMIN);
        Answer made = admin.post("/api/v1/tokens", "{\"owner\": \"hal\", \"role\": \"read\", \"name\": \"notebook\"}");
        assertThat(made.status()).isEqualTo(201);
        String secret = made.json().get("token").asString();
        TestService hal = service.as(secret);

        assertThat(hal.get("/api/v1/caller").json().toString()).isEqualTo("{\"owner\":\"hal\",\"role\":\"read\"}");
        assertThat(hal.post("/api/v1/runs", RUN).status()).isEqualTo(403);
        assertThat(hal.get("/api/v1/tokens").status()).isEqualTo(403);
        assertThat(admin.get("/api/v1/tokens").body()).contains("notebook").doesNotContain(secret);

        String id = made.json().get("id").asString();
        assertThat(admin.delete("/api/v1/tokens/" + id).status()).isEqualTo(204);
        Answer after = hal.get("/api/v1/caller");
        assertThat(after.status()).isEqualTo(401);
        assertThat(after.type()).startsWith("application/problem+json");
        assertThat(after.response().headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer");
        assertThat(admin.delete("/api/v1/tokens/" + id).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"owner\": \"\"}",
                "{\"owner\": \"a b\"}",
                "{\"owner\": \"a\", \"role\": \"god\"}",
                "{\"owner\": \"a\", \"expires_in_days\": 0}",
                "{\"owner\": \"a\", \"name\": \"\\u202e\"}"
            })
    void aTokenThatMakesNoSenseIsRefused(String request) {
        assertThat(as(service(TestDatabase.H2), "root", Role.ADMIN)
                        .post("/api/v1/tokens", request)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void theFirstTokenIsPrintedOnceAndIsNotInTheLog(@TempDir Path directory, CapturedOutput output) {
        String[] database = TestDatabase.H2.create(directory);
        TestService.on(database, "--backflow.auth=token").close();
        TestService.on(database, "--backflow.auth=token").close();

        assertThat(output.getOut().lines().filter(line -> line.contains("backflow_")))
                .singleElement()
                .asString()
                .startsWith("Token of the first admin, shown this once: ");
    }

    @Test
    void aServiceWithoutTokensDoesNotStartWhereOthersReachItUnlessItIsSaid(
            @TempDir Path directory, CapturedOutput output) {
        assertThatThrownBy(() -> TestService.start(directory, "--server.address=0.0.0.0"))
                .hasStackTraceContaining("everybody who reaches it");
        assertThat(output.getOut()).contains("backflow.access.unprotected=true");
        TestService.start(directory, "--server.address=0.0.0.0", "--backflow.access.unprotected=true")
                .close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example|421",
                "Host: localhost:8080|200",
                "Host: 127.0.0.1|200",
                "Host: [::1]:8080|200",
                "Host: localhost|Origin: http://evil.example|403",
                "Host: localhost|Origin: null|403",
                "Host: localhost:80|Origin: http://localhost:81|403",
                "Host: localhost:80|Origin: http://localhost:80|200",
                "Host: localhost|Sec-Fetch-Site: cross-site|403",
                "Host: localhost|Sec-Fetch-Site: same-site|403",
                "Host: localhost|Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: document|200",
                "Host: localhost|Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: iframe|403",
                "Host: localhost|Sec-Fetch-Site: same-origin|200",
                "Host: localhost|Sec-Fetch-Site: none|200"
            })
    void noWebPageOfOthersAndNoReboundNameReachesAServiceWithoutTokens(String request) throws IOException {
        String[] parts = request.split("\\|");
        String expected = parts[parts.length - 1];
        String headers = String.join("\r\n", List.of(parts).subList(0, parts.length - 1));

        String answer = raw("GET /api/v1/runs?page_size=1 HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + expected);
        if (!expected.equals("200")) {
            assertThat(answer).contains("application/problem+json").contains("/api/v1/problems/");
        }
    }

    @Test
    void noWebPageOfOthersStartsATraining() throws IOException {
        String answer = raw("POST /api/v1/presets/glorot HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n"
                + "Sec-Fetch-Site: cross-site\r\nContent-Type: text/plain\r\nContent-Length: 1\r\n"
                + "Connection: close\r\n\r\nx");

        assertThat(answer).startsWith("HTTP/1.1 403");
    }

    private static String raw(String request) throws IOException {
        TestService shared = TestService.shared();
        try (Socket socket = new Socket("127.0.0.1", shared.address("/").getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void onlyPagesWhoseOriginIsListedMayReadAnswers(@TempDir Path directory) {
        try (TestService service =
                TestService.start(directory, "--backflow.access.origins=https://dashboards.example")) {
            assertThat(origin(service, "https://dashboards.example")
                            .response()
                            .headers()
                            .firstValue("Access-Control-Allow-Origin"))
                    .contains("https://dashboards.example");
            Answer other = origin(service, "https://evil.example");
            assertThat(other.status()).isEqualTo(403);
            assertThat(other.response().headers().map()).doesNotContainKey("access-control-allow-origin");
        }
        assertThat(TestService.shared().get("/api/v1/runs").response().headers().map())
                .doesNotContainKey("access-control-allow-origin");
    }

    private static Answer origin(TestService service, String origin) {
        return service.send(
                HttpRequest.newBuilder(service.address("/api/v1/runs")).header("Origin", origin));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/assets/page.css",
                "/swagger-ui/index.html",
                "/v3/api-docs",
                "/api/v1/runs",
                "/api/v1/nothing",
                "/api/v1/runs?page_size=x",
                "/nothing"
            })
    void everyAnswerTellsBrowsersToTrustNothingElse(String path) {
        var headers = TestService.shared().get(path).response().headers();

        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("script-src 'self' 'unsafe-inline'");
    }
}
