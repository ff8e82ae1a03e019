package dev.backflow.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Grids of runs over HTTP, on both databases. */
@ParameterizedClass
@EnumSource
class ExperimentsIT {

    private static final JsonMapper MAPPER = new JsonMapper();

    static final String SMALL = """
            {"name": "activations", "labels": {"study": "grid"},
             "base": {
              "dataset": {"type": "circles", "samples": 60, "factor": 0.5, "noise": 0.1, "seed": 42},
              "network": {"layers": [
                {"name": "hidden", "repeat": 2, "units": 4, "activation": "tanh"},
                {"units": 1, "activation": "sigmoid"}]},
              "training": {"loss": "binary_crossentropy", "optimizer": "adam", "metrics": ["accuracy"], "epochs": 4}},
             "axes": [
               {"path": "/network/layers/0/activation", "values": ["sigmoid", "relu"]},
               {"name": "depth", "path": "/network/layers/0/repeat", "values": {"from": 1, "to": 3, "step": 1}}],
             "seeds": {"first": 5, "count": 3},
             "question": {"learned_from": 0.9}}
            """;

    @Parameter
    TestDatabase database;

    private TestService service;

    @BeforeEach
    void start() {
        service = TestService.shared(database);
    }

    private JsonNode submitted(String body) {
        Answer answer = service.post("/api/v1/experiments", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json();
    }

    private JsonNode ended(String id) {
        await().until(() ->
                !get("/api/v1/experiments/" + id).at("/status/finished_at").isNull());
        return get("/api/v1/experiments/" + id);
    }

    private JsonNode get(String path) {
        Answer answer = service.get(path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private List<JsonNode> runs(String experiment) {
        return new ArrayList<>(get("/api/v1/runs?page_size=200&experiment=" + experiment)
                .get("items")
                .values());
    }

    @Test
    void everyCombinationIsTrainedWithEverySeed() {
        JsonNode made = submitted(SMALL);
        assertThat(made.get("cells").size()).isEqualTo(6);
        assertThat(made.at("/cells/4/title").asString()).isEqualTo("relu, 2");
        assertThat(made.at("/cells/4/settings/depth").asString()).isEqualTo("2");
        assertThat(made.at("/estimate/runs").asInt()).isEqualTo(18);
        JsonNode ended = ended(made.get("id").asString());
        assertThat(ended.at("/status/state").asString()).isEqualTo("succeeded");
        assertThat(ended.at("/status/runs/succeeded").asInt()).isEqualTo(18);
        assertThat(ended.at("/status/progress").asDouble()).isEqualTo(1);
        TreeSet<String> seen = new TreeSet<>();
        for (JsonNode run : runs(made.get("id").asString())) {
            JsonNode spec = run.get("spec");
            assertThat(spec.at("/dataset/seed")).isEqualTo(spec.get("seed"));
            assertThat(run.at("/labels/study").asString()).isEqualTo("grid");
            seen.add(spec.at("/network/layers/0/activation/type").asString() + spec.at("/network/layers/0/repeat") + " "
                    + spec.get("seed"));
        }
        assertThat(seen).hasSize(18).contains("relu1 5", "relu3 7", "sigmoid2 6");
    }

    @Test
    void aRunOfAnExperimentIsTheSameRunPostedAlone() {
        String id = submitted(SMALL).get("id").asString();
        ended(id);
        JsonNode run = runs(id).get(4);
        ObjectNode alone = MAPPER.createObjectNode();
        alone.set("spec", run.get("spec"));
        String again = service.submit(alone.toString());
        service.ended(again);
        for (String path : List.of("/metrics", "/series?tensor=kernel_gradient&statistic=std")) {
            JsonNode columns = get("/api/v1/runs/" + again + path).get("columns");
            assertThat(get("/api/v1/runs/" + run.get("id").asString() + path).get("columns"))
                    .isEqualTo(columns);
        }
    }

    @Test
    void runsOfExperimentsAreListedOnlyWithTheirs() {
        String id = submitted(SMALL).get("id").asString();
        assertThat(runs(id)).hasSize(18);
        assertThat(get("/api/v1/runs?page_size=200&label=study:grid")
                        .get("items")
                        .size())
                .isZero();
        assertThat(get("/api/v1/experiments").get("items").values())
                .anySatisfy(item -> assertThat(item.get("id").asString()).isEqualTo(id));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            weights       | false | true  | true
            batches       | true  | false | true
            data          | true  | true  | false
            weights, data | false | true  | false
            """)
    void onlyWhatIsNamedVariesWithTheSeed(String varied, boolean weights, boolean order, boolean data) {
        ObjectNode body = (ObjectNode) MAPPER.readTree(SMALL);
        ArrayNode names = body.putArray("vary_with_seed");
        List.of(varied.split(", ")).forEach(names::add);
        body.putArray("axes");
        ((ObjectNode) body.get("base")).put("seed", 77);
        ((ObjectNode) body.at("/base/training")).put("batch_size", 7);
        String id = submitted(body.toString()).get("id").asString();
        ended(id);
        List<JsonNode> two = runs(id).subList(0, 2);
        assertThat(same(two, "weights")).isEqualTo(weights);
        assertThat(same(two, "data")).isEqualTo(data);
        assertThat(same(two, "order")).isEqualTo(order);
    }

    /** Weights tell of their draws at epoch 0; everything but the order is in the spec. */
    private boolean same(List<JsonNode> runs, String what) {
        List<Object> seen = new ArrayList<>();
        for (JsonNode run : runs) {
            JsonNode spec = run.get("spec");
            seen.add(
                    switch (what) {
                        case "weights" ->
                            get("/api/v1/runs/" + run.get("id").asString() + "/series?tensor=kernel&statistic=std&to=0")
                                    .get("columns");
                        case "data" -> spec.at("/dataset/seed");
                        default -> spec.has("shuffle_seed") ? spec.get("shuffle_seed") : spec.get("seed");
                    });
        }
        return seen.get(0).equals(seen.get(1));
    }

    @Test
    void aGridIsRefusedAsAWholeAndNamesTheValueInTheWay() {
        long before = get("/api/v1/experiments").get("items").size();
        Answer refused = service.post(
                "/api/v1/experiments", SMALL.replace("[\"sigmoid\", \"relu\"]", "[\"sigmoid\", \"rely\"]"));
        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        JsonNode error = refused.json().at("/errors/0");
        assertThat(error.get("pointer").asString()).isEqualTo("/axes/0/values/1");
        assertThat(error.get("detail").asString())
                .contains("cell 3 (rely, 1)", "/network/layers/0/activation", "must be");
        assertThat(get("/api/v1/experiments").get("items").size()).isEqualTo((int) before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            /axes/0/path              | "/network/layers/0/activation" | "network"
            /axes/0/values/0          | "/network/layers/0/activation" | "/network/layers/7/units"
            /axes/0/path              | "/network/layers/0/activation" | "/seed"
            /axes/1/values/step       | "step": 1 | "step": 0
            /axes/1/values/step       | "to": 3 | "to": 3000
            /axes/1/values            | "step": 1 | "stop": 1
            /seeds/count              | "count": 3 | "count": 0
            /question/metric          | "learned_from": 0.9 | "metric": "precision"
            /question/of              | "learned_from": 0.9 | "of": "first"
            /axes/1/name              | "depth" | "activation"
            /base/training/loss       | "binary_crossentropy" | "crossentropy"
            /axes                     | "count": 3 | "count": 1000
            """)
    void whatCannotBeAskedIsRefusedAtItsPlace(String pointer, String from, String to) {
        Answer refused = service.post("/api/v1/experiments?validate_only=true", SMALL.replace(from, to));
        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/pointer").asString())
                .as(refused.body())
                .isEqualTo(pointer);
    }

    @Test
    void tooFewSeedsAreToldWhenTheGridIsChecked() {
        JsonNode plan =
                service.post("/api/v1/experiments?validate_only=true", SMALL).json();
        assertThat(plan.at("/estimate/warnings/0").asString())
                .isEqualTo("3 seeds are too few to tell 6 cells apart: with 15 comparisons no verdict is possible below"
                        + " 10 seeds.");
        String enough = SMALL.replace("\"count\": 3", "\"count\": 10");
        assertThat(service.post("/api/v1/experiments?validate_only=true", enough)
                        .json()
                        .at("/estimate/warnings")
                        .size())
                .isZero();
    }

    @Test
    void aBareTypeIsVariedInside() {
        String body = SMALL.replace(
                "\"path\": \"/network/layers/0/activation\", \"values\": [\"sigmoid\", \"relu\"]",
                "\"settings\": [{\"name\": \"slow\", \"set\": {\"/training/optimizer\": \"sgd\","
                        + " \"/training/optimizer/learning_rate\": 0.001}}]");
        Answer plan = service.post("/api/v1/experiments?validate_only=true", body);
        assertThat(plan.status()).as(plan.body()).isEqualTo(200);
        assertThat(plan.json().at("/cells/2/title").asString()).isEqualTo("slow, 3");
    }

    @Test
    void aCancelledExperimentTrainsNoMoreAndCanBeDeleted() {
        String id = submitted(SMALL.replace("\"epochs\": 4", "\"epochs\": 100000"))
                .get("id")
                .asString();
        assertThat(service.delete("/api/v1/experiments/" + id).status()).isEqualTo(409);
        Answer cancelled = service.post("/api/v1/experiments/" + id + "/cancel", "");
        assertThat(cancelled.status()).isEqualTo(202);
        assertThat(cancelled.json().at("/status/state").asString()).isEqualTo("cancelled");
        assertThat(service.post("/api/v1/experiments/" + id + "/cancel", "").status())
                .isEqualTo(202);
        String run = runs(id).get(0).get("id").asString();
        assertThat(service.delete("/api/v1/experiments/" + id).status()).isEqualTo(204);
        assertThat(service.get("/api/v1/experiments/" + id).status()).isEqualTo(404);
        assertThat(service.get("/api/v1/runs/" + run).status()).isEqualTo(404);
    }

    @Test
    void aRepeatedRequestFindsTheExperimentMadeFirst() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            ids.add(service.send(java.net.http.HttpRequest.newBuilder(service.address("/api/v1/experiments"))
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", "grid-" + database)
                            .POST(java.net.http.HttpRequest.BodyPublishers.ofString(SMALL)))
                    .json()
                    .get("id")
                    .asString());
        }
        assertThat(ids.get(0)).isEqualTo(ids.get(1));
    }

    @Test
    void cellsAreSummedUpAndComparedInPairs() {
        String body = SMALL.replace("\"count\": 3", "\"count\": 7")
                .replace("{\"from\": 1, \"to\": 3, \"step\": 1}", "[1]")
                .replace("\"epochs\": 4", "\"epochs\": 12");
        String path = "/api/v1/experiments/" + submitted(body).get("id").asString();
        ended(path.substring(path.lastIndexOf('/') + 1));
        JsonNode summary = get(path + "/summary");
        assertThat(summary.get("complete").asBoolean()).isTrue();
        for (JsonNode cell : summary.get("cells")) {
            assertThat(cell.get("runs").asInt()).isEqualTo(7);
            List<Double> values = new ArrayList<>();
            for (JsonNode value : cell.get("values")) {
                JsonNode run = get("/api/v1/runs/" + value.get("run").asString());
                assertThat(value.get("value")).isEqualTo(run.at("/result/metrics/accuracy"));
                values.add(value.get("value").asDouble());
            }
            long learned = values.stream().filter(value -> value >= 0.9).count();
            assertThat(cell.at("/learned/count").asLong()).isEqualTo(learned);
            assertThat(cell.at("/value/quantiles/p50").asDouble())
                    .isEqualTo(values.stream().sorted().toList().get(3));
            assertThat(cell.at("/untrained_gain/p50").asDouble()).isBetween(-3.0, 1.0);
        }
        JsonNode comparison = get(path + "/comparison");
        assertThat(comparison.get("items").size()).isEqualTo(1);
        JsonNode item = comparison.at("/items/0");
        assertThat(item.get("pairs").asInt()).isEqualTo(7);
        assertThat(item.get("wins").asInt()
                        + item.get("ties").asInt()
                        + item.get("losses").asInt())
                .isEqualTo(7);
        assertThat(item.get("sentence").asString()).contains("sigmoid").contains("relu");
        assertThat(service.get(path + "/comparison").body())
                .isEqualTo(service.get(path + "/comparison").body());
        JsonNode baseline = get(path + "/comparison?baseline=0").at("/items/0");
        assertThat(baseline.get("difference").asDouble())
                .isEqualTo(-item.get("difference").asDouble());
        assertThat(service.get(path + "/comparison?baseline=2").status()).isEqualTo(400);
    }

    @Test
    void bandsAreQuantilesOverTheSeeds() {
        String body = SMALL.replace("{\"from\": 1, \"to\": 3, \"step\": 1}", "[2]");
        String path = "/api/v1/experiments/" + submitted(body).get("id").asString();
        String id = path.substring(path.lastIndexOf('/') + 1);
        ended(id);
        JsonNode bands =
                get(path + "/series?tensor=kernel_gradient&statistic=std").get("columns");
        assertThat(bands.get("epoch").size()).isEqualTo(5);
        assertThat(bands.size()).isEqualTo(1 + 2 * 3 * 5);
        List<Double> atFour = new ArrayList<>();
        for (JsonNode run : runs(id)) {
            if (run.get("spec")
                    .at("/network/layers/0/activation/type")
                    .asString()
                    .equals("relu")) {
                atFour.add(
                        get("/api/v1/runs/" + run.get("id").asString() + "/series?tensor=kernel_gradient&statistic=std")
                                .at("/columns/hidden_2/4")
                                .asDouble());
            }
        }
        assertThat(atFour).hasSize(3);
        assertThat(bands.get("cell_1.hidden_2.p50").get(4).asDouble())
                .isEqualTo(atFour.stream().sorted().toList().get(1));
        assertThat(get(path + "/metrics").get("columns").has("cell_0.accuracy.p95"))
                .isTrue();
        assertThat(get(path + "/series?tensor=kernel&statistic=std&layer=output")
                        .get("columns")
                        .size())
                .isEqualTo(11);
        assertThat(service.get(path + "/series?tensor=kernel&statistic=std&layer=nowhere")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            /base/network/layers/1/name | {"units": 1 | {"name": "epoch", "units": 1
            /axes/0              | /network/layers/0/activation | /dataset/seed
            /axes/0              | /network/layers/0/activation | /shuffle_seed
            /axes/0/values/0     | "sigmoid", "relu" | "\\u202e", "\\u0000"
            /axes | /network/layers/0/activation | /\\u0000
            """)
    void whatIsHiddenDrawnOrReservedIsRefused(String pointer, String from, String to) {
        Answer refused = service.post("/api/v1/experiments", SMALL.replace(from, to));
        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/pointer").asString())
                .as(refused.body())
                .startsWith(pointer);
    }

    @Test
    void aGridLargerThanAnyNumberIsRefused() {
        StringBuilder axes = new StringBuilder();
        for (int axis = 0; axis < 8; axis++) {
            axes.append(axis == 0 ? "" : ",")
                    .append("{\"name\": \"a%d\", \"path\": \"/training/epochs\",".formatted(axis))
                    .append("\"values\": {\"from\": 1, \"to\": 1000, \"step\": 1}}");
        }
        ObjectNode body = (ObjectNode) MAPPER.readTree(SMALL);
        body.set("axes", MAPPER.readTree("[" + axes + "]"));
        Answer refused = service.post("/api/v1/experiments", body.toString());
        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/limit").asString()).isEqualTo("experiment.runs");
    }

    @Test
    void aLargeSpecIsNotRepeatedAsOftenAsASmallOne() {
        ObjectNode body = (ObjectNode) MAPPER.readTree(SMALL);
        String row = "[0.123456789, 0.987654321]";
        ((ObjectNode) body.get("base"))
                .set(
                        "dataset",
                        MAPPER.readTree("{\"type\": \"inline\", \"features\": [" + (row + ", ").repeat(5_000) + row
                                + "], \"targets\": [" + "[0], ".repeat(5_000) + "[1]]}"));
        ((ObjectNode) body.get("seeds")).put("count", 500);
        Answer refused = service.post("/api/v1/experiments", body.toString());
        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/limit").asString()).isEqualTo("experiment.spec_bytes");
    }

    @Test
    void tooManyComparisonsNeedABaseline() {
        String body = SMALL.replace("[\"sigmoid\", \"relu\"]", "[\"relu\"]")
                .replace("\"path\": \"/network/layers/0/repeat\"", "\"path\": \"/network/layers/0/units\"")
                .replace("\"to\": 3", "\"to\": 46")
                .replace("\"epochs\": 4", "\"epochs\": 0")
                .replace("\"count\": 3", "\"count\": 1");
        String path = "/api/v1/experiments/" + submitted(body).get("id").asString();
        Answer refused = service.get(path + "/comparison");
        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/parameter").asString()).isEqualTo("baseline");
        assertThat(get(path + "/comparison?baseline=3").get("items").size()).isEqualTo(45);
    }
}
