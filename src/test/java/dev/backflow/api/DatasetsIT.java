package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Data sets over HTTP: uploaded, looked at, trained on, deleted. */
@ParameterizedClass
@EnumSource
class DatasetsIT {

    private static final String DATASETS = "/api/v1/datasets";

    @TempDir
    static Path directory;

    private static TestService service;

    @Parameter
    TestDatabase database;

    @BeforeParameterizedClassInvocation
    static void start(TestDatabase database) {
        service = TestService.on(database.create(directory), "--backflow.limits.dataset=1200KB");
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        service.close();
    }

    private TestService.Answer upload(String query, HttpRequest.BodyPublisher body) {
        return service.send(HttpRequest.newBuilder(service.address(DATASETS + query))
                .header("Content-Type", "text/csv")
                .POST(body));
    }

    private TestService.Answer upload(String query, String csv) {
        return upload(query, HttpRequest.BodyPublishers.ofString(csv));
    }

    private String uploaded(String csv) {
        TestService.Answer answer = upload("", csv);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().get("id").asString();
    }

    private JsonNode refused(TestService.Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.type()).startsWith("application/problem+json");
        return answer.json();
    }

    @Test
    void anUploadIsDescribedListedAndDeleted() {
        TestService.Answer answer = upload("?name=Irises%20%E2%9C%BF", Flowers.CSV);
        assertThat(answer.status()).isEqualTo(201);
        JsonNode dataset = answer.json();
        String self = DATASETS + "/" + dataset.get("id").asString();
        assertThat(answer.response().headers().firstValue("Location")).contains(self);
        assertThat(dataset.get("name").asString()).isEqualTo("Irises ✿");
        assertThat(dataset.get("bytes").asInt()).isEqualTo(Flowers.CSV.length());
        assertThat(dataset.get("sha256").asString()).hasSize(64);
        assertThat(dataset.get("separator").asString()).isEqualTo("comma");
        assertThat(dataset.get("rows").asInt()).isEqualTo(150);
        assertThat(dataset.at("/columns/0").toString())
                .isEqualTo("{\"name\":\"sepal_length\",\"type\":\"numeric\",\"missing\":0}");
        assertThat(dataset.at("/columns/2/categories").toString()).isEqualTo("[\"north\",\"south, by the wall\"]");
        assertThat(service.get(self).json()).isEqualTo(dataset);
        assertThat(service.get(DATASETS).json().at("/items/0")).isEqualTo(dataset);
        assertThat(service.delete(self).status()).isEqualTo(204);
        refused(service.get(self), 404);
        refused(service.delete(self), 404);
    }

    @Test
    void theListIsNewestFirstAndPaged() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(0, uploaded("x,y\n" + i + ",1\n"));
        }
        List<String> paged = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = service.get(DATASETS + "?page_size=2" + token).json();
            page.get("items").forEach(item -> paged.add(item.get("id").asString()));
            token = "&page_token=" + page.get("next_page_token").asString("");
        } while (!token.equals("&page_token="));
        assertThat(paged).doesNotHaveDuplicates().startsWith(ids.toArray(String[]::new));
        ids.forEach(id -> service.delete(DATASETS + "/" + id));
    }

    @Test
    void aRunOnAnUploadLearnsRepeatsByteForByteAndKeepsItFromDeletion() {
        String id = uploaded(Flowers.CSV);
        String first = service.submit(Flowers.run(id));
        JsonNode run = service.ended(first);
        assertThat(run.at("/status/state").asString()).as(run.toString()).isEqualTo("succeeded");
        assertThat(run.at("/result/metrics/accuracy").asDouble()).isGreaterThan(0.9);
        assertThat(run.at("/result/validation/accuracy").asDouble()).isGreaterThan(0.9);
        JsonNode stored = run.at("/spec/dataset");
        assertThat(stored.get("task").asString()).isEqualTo("classification");
        assertThat(stored.at("/content/samples").asInt()).isEqualTo(150);
        assertThat(stored.at("/content/inputs").toString())
                .isEqualTo("[\"sepal_length\",\"petal_length\",\"garden=north\",\"garden=south, by the wall\"]");
        assertThat(stored.at("/content/classes").toString()).isEqualTo("[\"setosa\",\"versicolor\",\"virginica\"]");

        String second = service.submit("{\"spec\": " + run.get("spec") + "}");
        assertThat(service.ended(second).get("spec")).isEqualTo(run.get("spec"));
        for (String path : List.of("/metrics", "/model", "/series?tensor=kernel_gradient&statistic=std")) {
            assertThat(service.get("/api/v1/runs/" + second + path).body().replace(second, first))
                    .isEqualTo(service.get("/api/v1/runs/" + first + path).body());
        }

        JsonNode inUse = refused(service.delete(DATASETS + "/" + id), 409);
        assertThat(inUse.get("detail").asString()).contains("2 runs");
        service.delete("/api/v1/runs/" + first);
        service.delete("/api/v1/runs/" + second);
        assertThat(service.delete(DATASETS + "/" + id).status()).isEqualTo(204);
        JsonNode gone = refused(service.post("/api/v1/runs", Flowers.run(id)), 400);
        assertThat(gone.at("/errors/0/pointer").asString()).isEqualTo("/spec/dataset/dataset");
    }

    @Test
    void aRunOnOtherBytesThanItsSpecPinsIsRefused() {
        String id = uploaded(Flowers.CSV);
        String other = uploaded(Flowers.CSV.replace("north", "south"));
        String spec = service.post("/api/v1/runs?validate_only=true", Flowers.run(id))
                .json()
                .get("spec")
                .toString();
        JsonNode problem = refused(service.post("/api/v1/runs", "{\"spec\": " + spec.replace(id, other) + "}"), 400);
        assertThat(problem.at("/errors/0/pointer").asString()).isEqualTo("/spec/dataset/content/sha256");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "species|specie|/spec/dataset/target|one of sepal_length",
                "\"seed\": 3|\"features\": [\"petal_length\", \"x\"]|/spec/dataset/features/1|one of sepal_length",
                "\"seed\": 3|\"features\": [\"species\"]|/spec/dataset/features/0|neither the target",
                "\"seed\": 3|\"features\": []|/spec/dataset/features|at least one",
                "\"seed\": 3|\"task\": \"regression\"|/spec/dataset/task|must be classification",
                "\"seed\": 3|\"task\": \"ranking\"|/spec/dataset/task|one of classification, regression",
                "\"seed\": 3|\"missing\": \"mean\"|/spec/dataset/missing|one of refuse, drop",
                "\"seed\": 3|\"sead\": 3|/spec/dataset/sead|is not a field",
                "\"seed\": 3|\"seed\": -1|/spec/dataset/seed|must be from 0",
                "standardise|z_score|/spec/dataset/scaling|one of none, standardise, min_max",
                "\"units\": 3|\"units\": 1|/spec/network/layers/1/activation|use sigmoid",
                "\"units\": 3|\"units\": 4|/spec/network/layers/1/units|must be 3"
            })
    void aSpecThatDoesNotFitItsFileIsRefusedWithItsPlace(String from, String to, String pointer, String remedy) {
        String id = uploaded(Flowers.CSV);
        JsonNode error = refused(service.post("/api/v1/runs", Flowers.run(id).replace(from, to)), 400)
                .at("/errors/0");
        assertThat(error.get("pointer").asString()).isEqualTo(pointer);
        assertThat(error.get("detail").asString()).contains(remedy);
    }

    @Test
    void aMalformedFileIsRefusedWithLineAndColumn() {
        JsonNode problem = refused(upload("", "a,b\n1,2\n3\n"), 400);
        assertThat(problem.get("errors").toString())
                .isEqualTo("[{\"line\":3,\"column\":2,\"value\":null,"
                        + "\"detail\":\"must have as many values as the header, 2, but has 1\",\"code\":\"syntax\"}]");
        assertThat(problem.get("detail").asString()).startsWith("Line 3, column 2 must have");
        refused(upload("", ""), 400);
        byte[] binary = {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2, (byte) 0xFF};
        refused(upload("", HttpRequest.BodyPublishers.ofByteArray(binary)), 400);
        refused(upload("", HttpRequest.BodyPublishers.ofString("é,b\n1,2", StandardCharsets.ISO_8859_1)), 400);
    }

    @Test
    void anUploadHasALimitOfItsOwn() {
        String row = "1,2\n";
        String longer = "a,b\n" + row.repeat(1_100_000 / row.length());
        String id = uploaded(longer);
        assertThat(service.get(DATASETS + "/" + id).json().get("rows").asInt()).isEqualTo(275_000);
        service.delete(DATASETS + "/" + id);
        JsonNode problem = refused(upload("", longer + row.repeat(50_000)), 413);
        assertThat(problem.get("detail").asString()).contains("backflow.limits.dataset");
        assertThat(problem.get("limit").asString()).isEqualTo("dataset_bytes");
        assertThat(problem.get("actual").asLong())
                .isEqualTo(longer.length() + 200_000)
                .isGreaterThan(problem.get("maximum").asLong());
        JsonNode json = refused(service.post(DATASETS + "/preview", " ".repeat(1_100_000)), 413);
        assertThat(json.get("detail").asString()).contains("backflow.limits.body");
        assertThat(json.get("limit").asString()).isEqualTo("body_bytes");
        assertThat(json.get("actual").asLong()).isEqualTo(1_100_000);
        assertThat(json.get("maximum").asLong()).isEqualTo(1 << 20);
    }

    @ParameterizedTest
    @CsvSource({"?nam=x, nam", "?name=%20, name", "?name=a%00b, name", "?separator=pipe, separator"})
    void aBadQueryIsRefusedNamingTheParameter(String query, String parameter) {
        JsonNode problem = refused(upload(query, "a,b\n1,2\n"), 400);
        assertThat(problem.at("/errors/0/parameter").asString()).isEqualTo(parameter);
    }

    @Test
    void aSeparatorCanBeGiven() {
        JsonNode dataset = upload("?separator=semicolon", "a,b;c\n1;2\n").json();
        assertThat(dataset.get("separator").asString()).isEqualTo("semicolon");
        assertThat(dataset.at("/columns/0/name").asString()).isEqualTo("a,b");
        refused(
                service.send(HttpRequest.newBuilder(service.address(DATASETS))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))),
                415);
    }
}
