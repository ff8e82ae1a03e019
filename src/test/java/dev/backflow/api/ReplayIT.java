package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** A replay shows what was trained: the very bits of the model, of the recorded statistics and of the predictions. */
class ReplayIT {

    private static final String LAYERS_OF_ALL_KINDS = """
            "batch_normalization",
            {"units": 6, "activation": "relu", "normalization": "batch_normalization", "dropout": 0.2},
            {"type": "dropout", "rate": 0.3},
            {"units": 6, "activation": "tanh", "normalization": "layer_normalization", "residual": true},
            "layer_normalization", {"units": 1, "activation": "sigmoid"}""";

    private static final String SIGMOIDS =
            "{\"units\": 5, \"activation\": \"sigmoid\", \"repeat\": 3}, {\"units\": 1, \"activation\": \"sigmoid\"}";

    private static final TestService service = TestService.shared();

    private static String spec(String layers, String training, String more) {
        return """
                {"spec": {"dataset": {"type": "circles", "samples": 200, "noise": 0.1, "seed": 1},
                 "network": {"layers": [%s]},
                 "training": {"loss": "binary_crossentropy", "optimizer": "adam", "epochs": 8%s}, "seed": 5%s}}
                """.formatted(layers, training, more);
    }

    private static String trained(String spec) {
        String id = service.submit(spec);
        service.ended(id);
        return id;
    }

    private static JsonNode get(String id, String path) {
        Answer answer = service.get("/api/v1/runs/" + id + path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ", \"validation_split\": 0.25, \"batch_size\": 7",
                ", \"early_stopping\": {\"monitor\": \"loss\", \"patience\": 1, \"min_delta\": 0.01}",
                ", \"reduce_on_plateau\": {\"monitor\": \"loss\", \"patience\": 1, \"min_delta\": 0.1}"
            })
    void theLastFrameIsTheModelAndEveryFrameHasTheRecordedStatistics(String training) {
        String recording =
                ", \"recording\": {\"tensors\": [\"kernel\", \"kernel_gradient\", \"pre_activation_gradient\"]}";
        String id = trained(spec(LAYERS_OF_ALL_KINDS, training, recording));

        JsonNode replay = get(id, "/replay");

        int last = get(id, "").at("/status/epoch").asInt();
        assertThat(replay.get("epochs").size()).isEqualTo(last + 1);
        assertThat(replay.get("thinned").asBoolean()).isFalse();
        assertThat(get(id, "/model?epoch=" + last)).isEqualTo(get(id, "/model"));
        assertRecorded(replay, id, "kernel", "kernel");
        assertRecorded(replay, id, "kernel_gradient", "kernel_gradient");
        JsonNode signals = get(id, "/series?tensor=pre_activation_gradient&statistic=rms");
        for (JsonNode layer : replay.get("layers")) {
            JsonNode column = signals.get("columns").get(layer.get("name").asString());
            for (int frame = 0; frame <= last; frame++) {
                double[] units = numbers(layer.get("unit_signals").get(frame));
                double rms = Math.sqrt(
                        Arrays.stream(units).map(unit -> unit * unit).average().orElse(0));
                assertThat(rms).isCloseTo(column.get(frame).asDouble(), within(1e-6 * (1e-3 + rms)));
            }
        }
    }

    /** The greatest size of each layer's numbers is the recorded one to the last bit. */
    private static void assertRecorded(JsonNode replay, String id, String tensor, String field) {
        JsonNode greatest =
                get(id, "/series?tensor=" + tensor + "&statistic=max").get("columns");
        for (JsonNode layer : replay.get("layers")) {
            JsonNode column = greatest.get(layer.get("name").asString());
            for (int frame = 0; column != null && frame < replay.get("epochs").size(); frame++) {
                double max = Arrays.stream(numbers(layer.get(field).get(frame)))
                        .max()
                        .orElseThrow();
                assertThat((float) max).isEqualTo((float) column.get(frame).asDouble());
            }
        }
    }

    private static double[] numbers(JsonNode array) {
        return array.valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }

    @Test
    void thePlaneShowsWhatTheNetworkPredicts() {
        String id = trained(spec(SIGMOIDS, "", ""));

        JsonNode plane = get(id, "/replay?from=8").get("plane");

        int side = plane.get("side").asInt();
        byte[] levels = Base64.getDecoder().decode(plane.get("levels").get(0).asString());
        assertThat(levels).hasSize(side * side);
        assertThat(plane.get("least").asDouble()).isZero();
        assertThat(plane.get("most").asDouble()).isEqualTo(1);
        for (int cell : new int[] {0, 31, 500, side * side - 1}) {
            double[] place = IntStream.range(0, 2)
                    .mapToDouble(axis -> {
                        double low = plane.get("low").get(axis).asDouble();
                        double high = plane.get("high").get(axis).asDouble();
                        int at = axis == 0 ? cell % side : cell / side;
                        return low + (high - low) * (at + 0.5) / side;
                    })
                    .toArray();
            Answer predicted = service.post(
                    "/api/v1/runs/" + id + "/predictions", "{\"features\": [[%s, %s]]}".formatted(place[0], place[1]));
            double answer = predicted.json().at("/predictions/0/0").asDouble();
            assertThat((levels[cell] & 255) / 254.0).isCloseTo(answer, within(0.5 / 254 + 1e-6));
        }
    }

    @Test
    void fewerPointsAreSpreadOverAllEpochsWithTheFirstAndTheLast() {
        String id = trained(spec(SIGMOIDS, "", ""));
        assertThat(numbers(get(id, "/replay?points=3").get("epochs"))).containsExactly(0, 4, 8);
        assertThat(get(id, "/replay?points=3").get("thinned").asBoolean()).isTrue();
        assertThat(numbers(get(id, "/replay?from=3&to=5").get("epochs"))).containsExactly(3, 4, 5);
    }

    @Test
    void epochsThatWereNotRecordedAreRefused() {
        String id = trained(spec(SIGMOIDS, "", ", \"recording\": {\"every\": 3}"));
        assertThat(numbers(get(id, "/replay").get("epochs"))).containsExactly(0, 3, 6, 8);
        Answer refused = service.get("/api/v1/runs/" + id + "/model?epoch=4");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/detail").asString()).contains("every 3 up to 8");
        assertThat(service.get("/api/v1/runs/" + id + "/replay?points=1").status())
                .isEqualTo(400);
        assertThat(service.get("/api/v1/runs/" + id + "/replay?points=1001").status())
                .isEqualTo(400);
        assertThat(service.get("/api/v1/runs/" + id + "/replay?from=5&to=4").status())
                .isEqualTo(400);
    }

    @Test
    void whatIsNotReplayedSaysWhy() {
        String wide = trained(spec("{\"units\": 600, \"activation\": \"relu\"}, {\"units\": 1}", "", "")
                .replace("binary_crossentropy", "mse")
                .replace("\"epochs\": 8", "\"epochs\": 1"));
        assertThat(get(wide, "/replay").get("missing").asString())
                .contains("2401 weights")
                .contains("2000");
        assertThat(get(wide, "/replay").get("epochs").size()).isZero();
        assertThat(service.get("/api/v1/runs/" + wide + "/model?epoch=0").status())
                .isEqualTo(409);

        String parent = trained(spec(SIGMOIDS, "", ""));
        String child = service.post(
                        "/api/v1/runs/" + parent + "/fork",
                        "{\"patch\": {\"training\": {\"epochs\": 12}}, \"from_epoch\": 8}")
                .json()
                .get("id")
                .asString();
        service.ended(child);
        assertThat(get(child, "/replay").get("missing").asString()).contains("from epoch 8");
    }

    @Test
    void aRunOfOtherNumbersIsNotShownAsIfItWereThis(@TempDir Path folder) throws Exception {
        try (TestService own = TestService.start(folder)) {
            String id = own.submit(spec(SIGMOIDS, "", ""));
            own.ended(id);
            var jdbc = own.part(JdbcTemplate.class);
            String spec = own.get("/api/v1/runs/" + id).json().get("spec").toString();
            jdbc.update(
                    "update run set spec = ? format json where id = ?", spec.replace("\"seed\":5", "\"seed\":6"), id);
            assertThat(own.get("/api/v1/runs/" + id + "/replay?to=7")
                            .json()
                            .get("missing")
                            .asString())
                    .contains("other bits");
        }
    }
}
