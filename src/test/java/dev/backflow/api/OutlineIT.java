package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import dev.backflow.diagnosis.Signal;
import dev.backflow.figures.FigureName;
import dev.backflow.recording.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** What a run says of its recording, against what can be read of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutlineIT {

    private static final String RUN = """
            {"spec": {"dataset": %s, "network": {"layers": [%s]},
              "training": {"loss": "mse", "metrics": [%s], "epochs": 7, "validation_split": %s},
              "recording": {"every": 3 %s}}}
            """;
    private static final String CIRCLES = "{\"type\": \"circles\", \"samples\": 90}";
    private static final String OUTPUT = "{\"units\": 1, \"activation\": \"sigmoid\"}";

    private final TestService service = TestService.shared();
    private final Map<String, String> runs = new TreeMap<>();

    @BeforeAll
    void train() {
        train("defaults", CIRCLES, "{\"units\": 3, \"activation\": \"tanh\"}, " + OUTPUT, "", "0", "");
        train(
                "layers of every kind",
                CIRCLES,
                "{\"type\": \"batch_normalization\"}, {\"units\": 4, \"activation\": \"relu\", \"dropout\": 0.1},"
                        + " {\"type\": \"dropout\", \"rate\": 0.1}, {\"type\": \"layer_normalization\"},"
                        + " {\"units\": 4, \"activation\": \"softmax\", \"repeat\": 2}, " + OUTPUT,
                "\"accuracy\"",
                "0.2",
                ", \"every_steps\": 2");
        train("one linear layer", CIRCLES, "{\"units\": 1}", "\"mae\"", "0", "");
        for (Tensor tensor : Tensor.values()) {
            String only = "[\"" + tensor.wireName() + "\"]";
            train(
                    "only " + tensor.wireName(),
                    "{\"type\": \"sine\", \"samples\": 40}",
                    "{\"units\": 2, \"activation\": \"relu\", \"use_bias\": false}, " + OUTPUT,
                    "",
                    "0.1",
                    ", \"tensors\": " + only + ", \"histograms\": " + only);
        }
        train("no tensor", CIRCLES, OUTPUT, "", "0", ", \"tensors\": []");
        train(
                "three features",
                "{\"type\": \"gaussian_quantiles\", \"samples\": 50, \"features\": 3, \"classes\": 2}",
                "{\"units\": 3, \"activation\": \"swish\"}, " + OUTPUT,
                "",
                "0",
                ", \"tensors\": [\"kernel\", \"kernel_update\"]");
    }

    private void train(String name, String dataset, String layers, String metrics, String split, String recording) {
        String id = service.submit(RUN.formatted(dataset, layers, metrics, split, recording));
        assertThat(service.ended(id).at("/status/state").asString()).isEqualTo("succeeded");
        runs.put(name, id);
    }

    Stream<String> names() {
        return runs.keySet().stream();
    }

    private String address(String name) {
        return "/api/v1/runs/" + runs.get(name);
    }

    private JsonNode run(String name) {
        return service.get(address(name)).json();
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    private static List<String> columns(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        List<String> columns = new ArrayList<>(answer.json().get("columns").propertyNames());
        columns.removeAll(List.of("epoch", "step"));
        return columns;
    }

    @ParameterizedTest
    @MethodSource("names")
    void itNamesTheFiguresThatAreDrawn(String name) {
        List<String> figures = texts(run(name).get("figures"));
        for (FigureName figure : FigureName.values()) {
            int status = service.get(address(name) + "/figures/" + figure.wireName() + ".svg")
                    .status();
            assertThat(status).as(figure.wireName()).isEqualTo(figures.contains(figure.wireName()) ? 200 : 400);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void itNamesTheSignalsThatHaveColumns(String name) {
        List<String> signals = texts(run(name).get("signals"));
        for (Signal signal : Signal.values()) {
            Answer answer = service.get(address(name) + "/signals/" + signal.wireName());
            boolean given = answer.status() == 200 && !columns(answer).isEmpty();
            assertThat(given).as(signal.wireName()).isEqualTo(signals.contains(signal.wireName()));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void itsLayersAndTensorsAreTheColumnsOfTheSeries(String name) {
        JsonNode outline = run(name).get("outline");
        for (Tensor tensor : Tensor.values()) {
            String asked = "?statistic=rms&tensor=" + tensor.wireName();
            Answer series = service.get(address(name) + "/series" + asked);
            if (!texts(outline.get("tensors")).contains(tensor.wireName())) {
                assertThat(series.status()).isEqualTo(400);
                continue;
            }
            List<String> having = outline.get("layers")
                    .valueStream()
                    .filter(layer -> texts(layer.get("tensors")).contains(tensor.wireName()))
                    .map(layer -> layer.get("name").asString())
                    .toList();
            assertThat(columns(series)).isEqualTo(having);
            if (outline.has("steps")) {
                Answer steps = service.get(address(name) + "/series" + asked + "&axis=step");
                assertThat(columns(steps)).isEqualTo(having);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void itsMetricsAndEpochsAreThoseRecorded(String name) {
        JsonNode outline = run(name).get("outline");
        Answer metrics = service.get(address(name) + "/metrics");
        assertThat(columns(metrics)).isEqualTo(texts(outline.get("metrics")));
        assertThat(outline.get("epochs").toString()).isEqualTo("{\"first\":0,\"last\":7,\"every\":3}");
        assertThat(metrics.json().at("/columns/epoch").toString()).isEqualTo("[0,3,6,7]");
    }

    @Test
    void stepsAreCountedThroughEpochs() {
        assertThat(run("layers of every kind").at("/outline/steps").toString())
                .isEqualTo("{\"per_epoch\":3,\"every\":2}");
        assertThat(run("defaults").get("outline").has("steps")).isFalse();
    }

    @Test
    void aForkBeginsLater() {
        String fork = service.post(address("defaults") + "/fork", "{\"patch\": {}, \"from_epoch\": 7}")
                .json()
                .get("id")
                .asString();
        assertThat(service.ended(fork).at("/outline/epochs/first").asInt()).isEqualTo(7);
    }

    @Test
    void aRunStoredByAnEarlierVersionHasTheSameWithoutTheLearningRateThatWasNotRecorded() {
        for (String name : runs.keySet()) {
            JsonNode before =
                    service.ended(service.submit("{\"spec\": " + run(name).get("spec") + "}"));
            String id = before.get("id").asString();
            ArrayNode metrics = (ArrayNode) before.at("/outline/metrics");
            assertThat(metrics.remove(metrics.size() - 1).asString()).isEqualTo("learning_rate");
            service.part(JdbcTemplate.class).update("update run set description = null where id = ?", id);
            assertThat(service.get("/api/v1/runs/" + id).json()).isEqualTo(before);
        }
    }

    @Test
    void aLayerThatAnEarlierVersionLetBeCalledAsTheAxisHasAColumnBesideIt() {
        String id = service.submit(Specs.SMALL.replace("\"name\": \"hidden\", \"repeat\": 2", "\"name\": \"depth\""));
        service.ended(id);
        JdbcTemplate jdbc = service.part(JdbcTemplate.class);
        String spec = service.get("/api/v1/runs/" + id).json().get("spec").toString();
        jdbc.update(
                "update run set description = null, spec = ? format json where id = ?",
                spec.replace("\"depth\"", "\"epoch\""),
                id);
        jdbc.update("update statistics_chunk set layer = 'epoch' where layer = 'depth' and run_id = ?", id);
        JsonNode columns = service.get("/api/v1/runs/" + id + "/series?tensor=kernel&statistic=std")
                .json()
                .get("columns");
        assertThat(columns.propertyNames()).containsExactly("epoch", "layer.epoch", "output");
        assertThat(columns.get("epoch").toString()).isEqualTo("[0,1,2,3,4,5]");
        assertThat(columns.get("layer.epoch")).hasSize(6);
    }

    @Test
    void ofASpecThatIsNoLongerAcceptedNothingIsSaid() {
        String id = service.submit(Specs.SMALL);
        service.ended(id);
        service.part(JdbcTemplate.class)
                .update("update run set description = null, spec = ? where id = ?", "{\"seed\": 1}", id);
        JsonNode run = service.get("/api/v1/runs/" + id).json();
        assertThat(run.get("figures").isEmpty() && run.get("signals").isEmpty()).isTrue();
        assertThat(service.get("/api/v1/runs").status()).isEqualTo(200);
        assertThat(service.get("/api/v1/runs/" + id + "/series?tensor=kernel&statistic=std")
                        .status())
                .isEqualTo(400);
    }
}
