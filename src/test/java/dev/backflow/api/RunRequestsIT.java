package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that are sent again, changed afterwards, forked, put first, put off or waited for. */
@ParameterizedClass
@EnumSource
class RunRequestsIT {

    static TestService service;

    @Parameter
    TestDatabase database;

    @BeforeParameterizedClassInvocation
    static void start(TestDatabase database) {
        service = TestService.shared(database);
    }

    private static HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(service.address(path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
    }

    private static Answer post(String key, String body) {
        return service.send(request("POST", "/api/v1/runs", body).header("Idempotency-Key", key));
    }

    private static String id(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json().get("id").asString();
    }

    private static int count(String name) {
        return service.ids("?page_size=200&name=" + name).size();
    }

    @Test
    void aHundredPostsAtOnceWithOneKeyMakeOneRun() throws Exception {
        String name = "n" + UUID.randomUUID();
        String body = Specs.SMALL.replace("\"small\"", "\"" + name + "\"");
        ExecutorService clients = Executors.newFixedThreadPool(100);
        List<Callable<String>> posts = IntStream.range(0, 100)
                .<Callable<String>>mapToObj(i -> () -> id(posted(name, body)))
                .toList();
        var ids = clients.invokeAll(posts).stream().map(RunRequestsIT::result).collect(Collectors.toSet());
        clients.shutdown();
        assertThat(ids).hasSize(1);
        assertThat(count(name)).isOne();
    }

    /** Sent again, as the problem says, where the connections to the database did not suffice. */
    private static Answer posted(String key, String body) {
        Answer answer = post(key, body);
        return answer.status() == 503 ? posted(key, body) : answer;
    }

    private static String result(Future<String> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aKeyFindsItsRunEvenAfterItHasEndedAndRefusesAnotherBody() {
        String key = UUID.randomUUID().toString();
        String id = id(post(key, Specs.SMALL));
        service.ended(id);
        assertThat(id(post(key, Specs.SMALL))).isEqualTo(id);
        Answer other = post(key, Specs.SMALL.replace("\"seed\": 7", "\"seed\": 8"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().get("type").asString()).endsWith("/key-reused");
        assertThat(service.send(request("POST", "/api/v1/runs/" + id + "/fork", Specs.SMALL)
                                .header("Idempotency-Key", key))
                        .status())
                .isIn(400, 422);
        service.delete("/api/v1/runs/" + id);
        assertThat(post(key, Specs.SMALL).status()).isEqualTo(409);
        assertThat(post("no spaces", Specs.SMALL).status()).isEqualTo(400);
    }

    @Test
    void nameAndLabelsCanBeChangedAtAnyTimeAndNothingElse() {
        String id = service.submit(Specs.SMALL);
        String path = "/api/v1/runs/" + id;
        Answer renamed = service.send(
                request("PATCH", path, "{\"name\": \"other\", \"labels\": {\"study\": null, \"a\": \"b\"}}"));
        assertThat(renamed.status()).as(renamed.body()).isEqualTo(200);
        assertThat(renamed.json().get("name").asString()).isEqualTo("other");
        assertThat(renamed.json().get("labels").toString()).isEqualTo("{\"a\":\"b\"}");
        service.ended(id);
        assertThat(service.send(request("PATCH", path, "{\"name\": null}"))
                        .json()
                        .get("name")
                        .asString())
                .isEqualTo("circles, 2-4-4-1 tanh, adam");
        assertThat(service.get(path).json().get("labels").toString()).isEqualTo("{\"a\":\"b\"}");
        Answer refused = service.send(request("PATCH", path, "{\"spec\": {\"seed\": 3}, \"labels\": {\"A\": \"b\"}}"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("/spec");
        assertThat(service.send(request("PATCH", path, "[]")).status()).isEqualTo(400);
        assertThat(service.send(request("PATCH", "/api/v1/runs/none", "{}")).status())
                .isEqualTo(404);
    }

    @Test
    void aWaitingGetAnswersWhenTheRunHasEndedAndNotBefore() {
        String id = service.submit(Specs.SMALL.replace("\"epochs\": 5", "\"epochs\": 20000"));
        Answer answer;
        do {
            answer = service.send(HttpRequest.newBuilder(service.address("/api/v1/runs/" + id))
                    .header("Prefer", "wait=50"));
        } while (answer.json().at("/status/state").asString().equals("running"));
        assertThat(answer.json().at("/status/state").asString()).isEqualTo("succeeded");
        assertThat(answer.response().headers().firstValue("Preference-Applied")).contains("wait=50");
        String tag = answer.response().headers().firstValue("ETag").orElseThrow();
        Answer same = service.send(HttpRequest.newBuilder(service.address("/api/v1/runs/" + id))
                .header("Prefer", "respond-async, wait=1")
                .header("If-None-Match", tag));
        assertThat(same.status()).isEqualTo(304);
    }

    @Test
    void progressTellsSpeedAndTimeLeft() {
        String id = service.submit(Specs.LONG);
        String tag = service.get("/api/v1/runs/" + id)
                .response()
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        Answer answer = null;
        while (answer == null
                || answer.status() == 304
                || answer.json().at("/status/seconds_left").isNull()) {
            answer = service.send(HttpRequest.newBuilder(service.address("/api/v1/runs/" + id))
                    .header("Prefer", "wait=20")
                    .header("If-None-Match", tag));
            tag = answer.response().headers().firstValue("ETag").orElseThrow();
        }
        double speed = answer.json().at("/status/epochs_per_second").asDouble();
        int epoch = answer.json().at("/status/epoch").asInt();
        assertThat(speed).isPositive();
        assertThat(answer.json().at("/status/seconds_left").asDouble() * speed)
                .isBetween(999_999.0 - epoch, 1_000_001.0 - epoch);
        assertThat(service.post("/api/v1/runs/" + id + "/cancel", "").status()).isEqualTo(202);
        assertThat(service.post("/api/v1/runs/" + id + "/cancel", "").status()).isEqualTo(202);
    }
}
