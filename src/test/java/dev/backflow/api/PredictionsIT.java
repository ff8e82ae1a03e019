package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import dev.backflow.engine.Examples;
import dev.backflow.engine.Trainer;
import dev.backflow.golden.GoldenTrace;
import dev.backflow.recording.Recorder;
import dev.backflow.runs.RunSpec;
import dev.backflow.spec.SpecReader;
import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What trained networks answer over HTTP. */
class PredictionsIT {

    private static final String SPEC = """
            {"dataset": {"type": "%s", "samples": 300, "seed": 1},
             "network": {"layers": [%s, %s]},
             "training": {"loss": "%s", "optimizer": "adam", "epochs": 4, "validation_split": 0.1%s}, "seed": 5}
            """;
    private static final String SIGMOID = "{\"units\": 1, \"activation\": \"sigmoid\"}";
    private static final String NORMALIZED = """
            "batch_normalization",
            {"units": 6, "activation": "relu", "normalization": "batch_normalization", "dropout": 0.2},
            {"type": "dropout", "rate": 0.3},
            {"units": 6, "activation": "tanh", "normalization": "layer_normalization", "residual": true},
            "layer_normalization"
            """;

    private static final TestService service = TestService.shared();

    static String spec(String name) {
        String early = ", \"early_stopping\": {\"monitor\": \"loss\", \"patience\": 1, \"restore_best_weights\": true}";
        return switch (name) {
            case "normalized, dropped and residual" ->
                SPEC.formatted("circles", NORMALIZED, SIGMOID, "binary_crossentropy", "");
            case "wide" ->
                SPEC.formatted(
                        "moons",
                        "{\"units\": 128, \"activation\": \"relu\"}, {\"units\": 96, \"activation\": \"gelu\"}",
                        SIGMOID,
                        "binary_crossentropy",
                        ", \"batch_size\": 270");
            case "classes" ->
                SPEC.formatted(
                        "blobs",
                        "{\"units\": 8, \"activation\": \"tanh\"}",
                        "{\"units\": 3, \"activation\": \"softmax\"}",
                        "categorical_crossentropy",
                        "");
            case "best weights" ->
                SPEC.formatted(
                        "circles", "{\"units\": 4, \"activation\": \"tanh\"}", SIGMOID, "binary_crossentropy", early);
            default ->
                SPEC.formatted(
                        "regression_plane", "{\"units\": 8, \"activation\": \"selu\"}", "{\"units\": 1}", "mse", "");
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"normalized, dropped and residual", "wide", "classes", "regression", "best weights"})
    void trainingExamplesGetTheBitsThatTheTrainerComputed(String name) {
        JsonNode json = new JsonMapper().readTree(spec(name));
        RunSpec spec = SpecReader.read(json, RunSpec.class);
        Examples examples = spec.dataset().generate();
        Trainer trainer = new Trainer(
                spec.network(),
                spec.training(),
                examples,
                spec.seed(),
                new Recorder(spec.recording(), spec.training(), epoch -> {}));
        trainer.train();
        String id = succeeded("{\"spec\": " + spec(name) + "}");
        JsonNode answered = predict(id, rows(examples.features())).json().get("predictions");
        for (int from = 0; from < examples.size(); from += 256) {
            int to = Math.min(from + 256, examples.size());
            FMatrixRMaj outputs = trainer.network().forward(columns(examples.features(), from, to));
            for (int row = from; row < to; row++) {
                for (int output = 0; output < outputs.numRows; output++) {
                    float expected = outputs.get(output, row - from);
                    assertThat(Float.floatToIntBits(Float.parseFloat(
                                    answered.get(row).get(output).toString())))
                            .isEqualTo(Float.floatToIntBits(expected));
                }
            }
        }
    }

    private static FMatrixRMaj columns(FMatrixRMaj features, int from, int to) {
        FMatrixRMaj rows = CommonOps_FDRM.extract(features, from, to, 0, features.numCols);
        return CommonOps_FDRM.transpose(rows, null);
    }

    private static String rows(FMatrixRMaj matrix) {
        StringBuilder rows = new StringBuilder();
        for (int row = 0; row < matrix.numRows; row++) {
            float[] cells = Arrays.copyOfRange(matrix.data, row * matrix.numCols, (row + 1) * matrix.numCols);
            rows.append(row == 0 ? "" : ",").append(Arrays.toString(cells));
        }
        return "[" + rows + "]";
    }

    @ParameterizedTest
    @ValueSource(strings = {"activation-gelu", "loss-categorical_crossentropy", "ragged-last-batch", "optimizer-nadam"})
    void predictionsAgreeWithFloat64AutomaticDifferentiation(String name) {
        GoldenTrace trace = GoldenTrace.named(name);
        String id = succeeded("{\"spec\": " + trace.spec() + "}");
        List<JsonNode> first8 = trace.json().get("x").valueStream().limit(8).toList();
        double[] actual = predict(id, first8.toString())
                .json()
                .get("predictions")
                .valueStream()
                .flatMap(JsonNode::valueStream)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
        double[] expected = trace.predictionsOfFirst8();
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            double tolerance = Math.max(GoldenTrace.ABSOLUTE, GoldenTrace.RELATIVE * Math.abs(expected[i]));
            assertThat(Math.abs(actual[i] - expected[i])).isLessThanOrEqualTo(tolerance);
        }
    }

    @Test
    void rowsOfAFileAreSentAsTheyStandThereAndClassesHaveTheirNames() {
        String dataset = service.send(HttpRequest.newBuilder(service.address("/api/v1/datasets"))
                        .header("Content-Type", "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofString(Flowers.CSV)))
                .json()
                .get("id")
                .asString();
        String id = succeeded(Flowers.run(dataset));
        JsonNode run = service.get("/api/v1/runs/" + id).json();
        String[] lines = Flowers.CSV.split("\n");
        StringBuilder rows = new StringBuilder();
        for (int i = 1; i < lines.length; i++) {
            String[] cells = lines[i].split(",(?=north)|,(?=\")|,(?=[a-z]+$)|(?<=^[\\d.]{5}),");
            rows.append(i == 1 ? "[" : ",[")
                    .append(String.join(",", cells[0], cells[1]))
                    .append(",");
            rows.append(cells[2].startsWith("\"") ? cells[2] : "\"" + cells[2] + "\"")
                    .append("]");
        }
        JsonNode answer = predict(id, "[" + rows + "]").json();
        assertThat(answer.get("features").toString()).isEqualTo("[\"sepal_length\",\"petal_length\",\"garden\"]");
        assertThat(answer.get("class_names").toString()).isEqualTo("[\"setosa\",\"versicolor\",\"virginica\"]");
        double loss = 0;
        for (int i = 0; i < 150; i++) {
            assertThat(answer.get("classes").get(i).asInt()).isEqualTo(i / 50);
            loss -= Math.log(answer.get("predictions").get(i).get(i / 50).asDouble());
        }
        double trained = run.at("/result/loss").asDouble() * 120;
        double validated = run.at("/result/validation/loss").asDouble() * 30;
        assertThat(loss).isCloseTo(trained + validated, within(1e-4 * loss));
        refused(id, "[[50, 0.2, \"south\"]]", "/features/0/2", "garden");
        refused(id, "[[50, 0.2, \"north\"], [\"50\", 0.2, \"north\"]]", "/features/1/0", "sepal_length");
        refused(id, "[[50, 0.2]]", "/features/0", "sepal_length, petal_length, garden");
    }

    private static void refused(String id, String features, String pointer, String remedy) {
        Answer answer = predict(id, features);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
        assertThat(answer.json().at("/errors/0/value").isNull()).isFalse();
        assertThat(answer.json().at("/errors/0/detail").asString()).contains(remedy);
    }

    @Test
    void whatDoesNotFitIsRefusedWithItsPlace() {
        String id = succeeded("{\"spec\": " + spec("best weights") + "}");
        refused(id, "[[0, 1], [0, 1, 2]]", "/features/1", "one for each of x0, x1");
        refused(id, "[[0, 1e39]]", "/features/0/1", "finite single-precision");
        refused(id, "[[null, 0]]", "/features/0/0", "finite single-precision");
        refused(id, "[]", "/features", "at least one row");
        refused(id, "[" + "[0,0],".repeat(10_000) + "[0,0]]", "/features", "from 1 to 10000 rows");
        refused(id, "[7]", "/features/0", "must be an array");
        assertThat(service.post("/api/v1/runs/" + id + "/predictions", "{\"features\": [[NaN, 0]]}")
                        .status())
                .isEqualTo(400);
        assertThat(predict("none", "[[0, 0]]").status()).isEqualTo(404);
    }

    @Test
    void aRunWithoutATrainedNetworkIsAConflict() {
        String id = service.submit("{\"spec\": " + spec("wide").replace("\"epochs\": 4", "\"epochs\": 100000") + "}");
        service.post("/api/v1/runs/" + id + "/cancel", "");
        Answer answer = predict(id, "[[0, 0]]");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().get("detail").asString()).contains("cancelled", "once it has succeeded");
    }

    @ParameterizedTest
    @CsvSource({"mse, 1e30, 0.5", "hinge, 1e30, 0.0"})
    void aNetworkOfNanAnswersNullAndSaysHowOften(String loss, String rate, double threshold) {
        String id = succeeded(
                ("{\"spec\": {\"dataset\": \"circles\", \"network\": {\"layers\": [{\"units\": 3}, {\"units\": 1}]},"
                                + "\"training\": {\"loss\": \"mse\", \"optimizer\": {\"type\": \"sgd\", \"learning_rate\": %s},"
                                + " \"epochs\": 5}}}")
                        .formatted(rate)
                        .replace("\"mse\"", "\"" + loss + "\""));
        JsonNode answer = predict(id, "[[0, 0], [1, 1], [2, 0]]").json();
        assertThat(answer.get("threshold").asDouble()).isEqualTo(threshold);
        if (loss.equals("mse")) {
            assertThat(answer.get("predictions").toString()).isEqualTo("[[null],[null],[null]]");
            assertThat(answer.get("classes").toString()).isEqualTo("[null,null,null]");
            assertThat(answer.get("non_finite").asInt()).isEqualTo(3);
        }
    }

    private static String succeeded(String run) {
        String id = service.submit(run);
        assertThat(service.ended(id).at("/status/state").asString()).isEqualTo("succeeded");
        return id;
    }

    private static Answer predict(String id, String features) {
        return service.post("/api/v1/runs/" + id + "/predictions", "{\"features\": " + features + "}");
    }
}
