package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients have is not sent again (RFC 9110, 13), and what they do not know is not overwritten. */
class ConditionalReadsIT {

    private static final TestService SERVICE = TestService.shared();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static final String RECORDING_ALL = Specs.SMALL.replace(
            "\"seed\": 7",
            "\"recording\": {\"tensors\": [\"kernel\", \"kernel_gradient\", \"activation\","
                    + " \"pre_activation_gradient\"], \"histograms\": [\"kernel\"], \"every_steps\": 1}, \"seed\": 7");

    private static String run;
    private static String other;
    private static String experiment;

    @BeforeAll
    static void train() {
        run = SERVICE.submit(RECORDING_ALL);
        other = SERVICE.submit(RECORDING_ALL);
        SERVICE.ended(run);
        SERVICE.ended(other);
        experiment = experiment(Specs.EXPERIMENT);
        await().until(() -> state(experiment).equals("succeeded"));
    }

    private static String experiment(String body) {
        return SERVICE.post("/api/v1/experiments", body).json().get("id").asString();
    }

    private static String state(String of) {
        return SERVICE.get("/api/v1/experiments/" + of)
                .json()
                .at("/status/state")
                .asString();
    }

    private static String address(String path) {
        return path.startsWith("/api/")
                ? path.replace("{experiment}", experiment).replace("{runs}", "run=" + run + "&run=" + other)
                : "/api/v1/runs/" + run + path;
    }

    private static HttpResponse<byte[]> read(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(SERVICE.address(address(path)));
        try {
            return CLIENT.send(
                    (headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static void assertKnown(HttpResponse<byte[]> answer, String tag) {
        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(header(answer, "ETag")).isEqualTo(tag);
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache, private");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/metrics",
                "/metrics?points=12",
                "/series?tensor=kernel&statistic=std",
                "/signals/backward_gain",
                "/histograms?tensor=kernel&layer=output",
                "/findings",
                "/model",
                "/replay?points=2",
                "/figures/gradients.svg",
                "/figures/gradients.png",
                "/figures/boundary.svg",
                "/figures/signals",
                "/figures/signals.vl.json",
                "/figures/signals.plotly.json",
                "/metrics?shape=rows",
                "/export.csv",
                "/export.csv?layout=wide",
                "/export.ndjson",
                "/export.json",
                "/export.tfevents",
                "",
                "/api/v1/series?{runs}&tensor=kernel&statistic=std",
                "/api/v1/comparisons?{runs}&tensor=kernel&statistic=std&layer=output",
                "/api/v1/comparisons?{runs}&metric=loss&shape=rows",
                "/api/v1/experiments/{experiment}/summary",
                "/api/v1/experiments/{experiment}/comparison",
                "/api/v1/experiments/{experiment}/comparison?baseline=1",
                "/api/v1/experiments/{experiment}/series?tensor=kernel_gradient&statistic=std",
                "/api/v1/experiments/{experiment}/metrics",
                "/api/v1/experiments/{experiment}/figures/bands.svg",
                "/api/v1/experiments/{experiment}/figures/matrix.png",
                "/api/v1/experiments/{experiment}/figures/gain",
                "/api/v1/experiments/{experiment}/figures/gain.vl.json",
                "/api/v1/experiments/{experiment}/figures/gain.plotly.json",
                "/api/v1/experiments/{experiment}/export.csv",
                "/api/v1/experiments/{experiment}/export.ndjson"
            })
    void allThatIsReadOfWhatHasEndedIsSentOnce(String path) throws IOException {
        HttpResponse<byte[]> first = read(path);
        String tag = header(first, "ETag");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(tag).matches("\"[^\"]+\"");
        assertThat(header(first, "Cache-Control")).isEqualTo("no-cache, private");
        assertThat(read(path).body()).isEqualTo(first.body());
        assertThat(header(first, "Vary")).contains(path.isEmpty() ? "" : "Accept-Encoding");
        for (String known : List.of(tag, "W/" + tag, "\"a\", " + tag, "\"a\",W/\"b\" , " + tag + ", \"c\"", "*")) {
            assertKnown(read(path, "If-None-Match", known), tag);
        }
        assertKnown(read(path, "If-None-Match", "\"a\"", "If-None-Match", tag), tag);
        for (String unknown : List.of("\"a\"", tag.replace("\"", ""), "", "W/\"*\"", "\"*\"", tag.substring(1))) {
            assertThat(read(path, "If-None-Match", unknown).statusCode())
                    .as(unknown)
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/metrics",
                "/figures/gradients.svg",
                "/export.csv",
                "/export.json",
                "/api/v1/comparisons?{runs}&metric=loss",
                "/api/v1/experiments/{experiment}/summary"
            })
    void compressedBytesHaveATagOfTheirOwn(String path) throws IOException {
        HttpResponse<byte[]> plain = read(path);
        HttpResponse<byte[]> compressed = read(path, "Accept-Encoding", "br, gzip;q=0.5");
        assertThat(header(compressed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes())
                .isEqualTo(plain.body());
        String tag = header(compressed, "ETag");
        assertThat(tag).isNotEqualTo(header(plain, "ETag"));
        assertKnown(read(path, "Accept-Encoding", "gzip", "If-None-Match", tag), tag);
        assertThat(read(path, "If-None-Match", tag).statusCode()).isEqualTo(200);
        assertThat(header(read(path, "Accept-Encoding", "gzip;q=0"), "Content-Encoding"))
                .isEmpty();
    }

    @Test
    void whatIsCompressedAlreadyIsNotCompressedAgain() {
        for (String path : List.of("/figures/gradients.png", "/export.tfevents")) {
            assertThat(header(read(path, "Accept-Encoding", "gzip"), "Content-Encoding"))
                    .isEmpty();
        }
    }

    @Test
    void everyAddressHasATagOfItsOwn() {
        Map<String, String> tags = new HashMap<>();
        for (String path :
                List.of("/metrics", "/metrics?points=12", "/metrics?points=13", "/findings", "/export.csv")) {
            assertThat(tags.put(header(read(path), "ETag"), path)).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/metrics?points=1",
                "/metrics?color=red",
                "/series",
                "/figures/none.svg",
                "/signals/none",
                "/export.csv?layout=tall",
                "/histograms?tensor=bias&layer=output",
                "/api/v1/comparisons?{runs}&run=none&metric=loss",
                "/api/v1/comparisons?{runs}&{runs}&metric=loss",
                "/api/v1/comparisons?{runs}&metric=mood",
                "/api/v1/series?tensor=kernel&statistic=std",
                "/api/v1/experiments/none/summary",
                "/api/v1/experiments/{experiment}/comparison?baseline=9",
                "/api/v1/experiments/{experiment}/figures/none.svg"
            })
    void whatIsRefusedIsRefusedWhateverTheClientHas(String path) {
        HttpResponse<byte[]> refused = read(path, "Accept-Encoding", "gzip", "If-None-Match", "*");
        assertThat(refused.statusCode()).isIn(400, 404);
        assertThat(header(refused, "Content-Type")).startsWith("application/problem+json");
        assertThat(header(refused, "ETag") + header(refused, "Cache-Control")).isEmpty();
    }

    @Test
    void whatIsNotAcceptableIsNotAnsweredByATagOfSomethingElse() {
        String tag = header(read("/metrics"), "ETag");
        assertThat(read("/metrics", "Accept", "text/html", "If-None-Match", tag).statusCode())
                .isEqualTo(406);
    }

    @Test
    void ofARunThatTrainsOnlyWhatWasStoredSinceIsSentAgain() {
        String id = SERVICE.submit(Specs.LONG);
        String metrics = "/api/v1/runs/" + id + "/metrics";
        Map<String, String> bodies = new HashMap<>();
        await().until(() -> {
            Answer read = SERVICE.get(metrics);
            read.response().headers().firstValue("ETag").ifPresent(tag -> {
                String before = bodies.put(tag, read.body());
                assertThat(before).isIn(null, read.body());
            });
            return bodies.size() > 3;
        });
        assertThat(bodies.values()).doesNotHaveDuplicates();
        SERVICE.post("/api/v1/runs/" + id + "/cancel", "");
        Answer ended = SERVICE.get(metrics);
        String tag = ended.response().headers().firstValue("ETag").orElseThrow();
        assertThat(known(metrics, tag)).isEqualTo(304);
        assertThat(bodies.keySet()).doesNotContain(tag);
        assertThat(bodies.keySet())
                .allSatisfy(earlier -> assertThat(known(metrics, earlier)).isEqualTo(200));
        assertThat(SERVICE.delete("/api/v1/runs/" + id).status()).isEqualTo(204);
        assertThat(known(metrics, tag)).isEqualTo(404);
    }

    @Test
    void ofAnExperimentWhatChangesWithARunIsSentAgain() {
        String mine = experiment(Specs.EXPERIMENT.replace("\"epochs\": 4", "\"epochs\": 300"));
        String summary = "/api/v1/experiments/" + mine + "/summary";
        Map<String, String> bodies = new HashMap<>();
        await().until(() -> {
            Answer read = SERVICE.get(summary);
            read.response().headers().firstValue("ETag").ifPresent(tag -> {
                String before = bodies.put(tag, read.body());
                assertThat(before).isIn(null, read.body());
            });
            return read.json().get("complete").asBoolean();
        });
        Answer whole = SERVICE.get(summary);
        String tag = whole.response().headers().firstValue("ETag").orElseThrow();
        assertThat(known(summary, tag)).isEqualTo(304);
        String gone = whole.json().at("/cells/0/values/0/run").asString();
        assertThat(SERVICE.delete("/api/v1/runs/" + gone).status()).isEqualTo(204);
        assertThat(known(summary, tag)).isEqualTo(200);
        assertThat(SERVICE.get(summary).body()).doesNotContain(gone);
        assertThat(SERVICE.delete("/api/v1/experiments/" + mine).status()).isEqualTo(204);
        assertThat(known(summary, tag)).isEqualTo(404);
    }

    @Test
    void ofSeveralRunsTheAnswerIsSentAgainAsLongAsOneOfThemTrains() {
        String training =
                SERVICE.submit(Specs.LONG.replace("1000000", "20000").replace("\"samples\": 60", "\"samples\": 5000"));
        String metrics = address("/api/v1/comparisons?{runs}&metric=loss&points=20&run=") + training;
        Map<String, String> bodies = new HashMap<>();
        await().until(() -> {
            Answer read = SERVICE.get(metrics);
            read.response().headers().firstValue("ETag").ifPresent(tag -> {
                String before = bodies.put(tag, read.body());
                assertThat(before).isIn(null, read.body());
            });
            return bodies.size() > 1;
        });
        SERVICE.post("/api/v1/runs/" + training + "/cancel", "");
        String tag =
                SERVICE.get(metrics).response().headers().firstValue("ETag").orElseThrow();
        assertThat(known(metrics, tag)).isEqualTo(304);
        assertThat(bodies.keySet()).doesNotContain(tag);
    }

    private static int known(String path, String tag) {
        return SERVICE.send(HttpRequest.newBuilder(SERVICE.address(path)).header("If-None-Match", tag))
                .status();
    }

    @Test
    void howManyEverAskAllGetTheSameAnswer() {
        for (String path : List.of("/metrics", "/export.csv", "/figures/gradients.png", "/export.ndjson")) {
            List<CompletableFuture<HttpResponse<byte[]>>> asked = Stream.generate(() -> CLIENT.sendAsync(
                            HttpRequest.newBuilder(SERVICE.address("/api/v1/runs/" + run + path))
                                    .header("Accept", "*/*;q=0.9") // nobody has asked so before
                                    .build(),
                            BodyHandlers.ofByteArray()))
                    .limit(20)
                    .toList();
            Map<String, List<String>> headers = withoutDate(asked.get(0).join());
            assertThat(asked).allSatisfy(answer -> {
                assertThat(answer.join().body()).isEqualTo(asked.get(0).join().body());
                assertThat(withoutDate(answer.join())).isEqualTo(headers);
            });
        }
    }

    /** Nor what is said of the connection, which ends after a hundred answers. */
    private static Map<String, List<String>> withoutDate(HttpResponse<?> answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.keySet().removeAll(List.of("date", "connection", "keep-alive"));
        return headers;
    }

    private static Answer patch(String id, String body, String... headers) {
        return SERVICE.send(HttpRequest.newBuilder(SERVICE.address("/api/v1/runs/" + id))
                .header("Content-Type", "application/json")
                .headers(headers)
                .method("PATCH", BodyPublishers.ofString(body)));
    }

    @Test
    void aRunIsRenamedOnlyAsItIsKnown() {
        String id = SERVICE.submit(Specs.SMALL);
        SERVICE.ended(id);
        String path = "/api/v1/runs/" + id;
        String tag = SERVICE.get(path).response().headers().firstValue("ETag").orElseThrow();
        String mine = "{\"name\": \"mine\"}";
        Answer renamed = patch(id, mine, "If-Match", "\"x\", " + tag);
        assertThat(renamed.status()).as(renamed.body()).isEqualTo(200);
        Optional<String> now = renamed.response().headers().firstValue("ETag");
        assertThat(SERVICE.get(path).response().headers().firstValue("ETag")).isEqualTo(now);
        assertThat(now).isNotEqualTo(Optional.of(tag));
        Answer late = patch(id, "{\"name\": \"yours\"}", "If-Match", tag);
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.json().get("type").asString()).endsWith("/precondition-failed");
        assertThat(patch(id, mine, "If-Match", "W/" + now.orElseThrow()).status())
                .isEqualTo(412);
        assertThat(patch(id, mine, "If-Match", "x").status()).isEqualTo(412);
        assertThat(patch(id, mine, "If-None-Match", "*").status()).isEqualTo(412);
        assertThat(patch(id, mine, "If-None-Match", "W/" + now.orElseThrow()).status())
                .isEqualTo(412);
        assertThat(patch(id, mine, "If-Match", "*").status()).isEqualTo(200);
        assertThat(patch(id, "{\"nome\": 1}", "If-Match", tag).status()).isEqualTo(400);
        assertThat(patch("none", mine, "If-Match", "*").status()).isEqualTo(404);
        assertThat(SERVICE.get(path).json().get("name").asString()).isEqualTo("mine");
    }
}
