package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestService;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a client reads of a network that is not made of kernels alone. */
class LayersIT {

    private static final String RUN = """
            {"spec": {
              "dataset": {"type": "circles", "samples": 60, "noise": 0.1, "seed": 1},
              "network": {"layers": [
                {"name": "hidden", "repeat": 2, "units": 3, "activation": "relu",
                 "normalization": "batch_normalization"},
                {"type": "dropout", "name": "drop", "rate": 0.1},
                {"type": "layer_normalization", "name": "norm"},
                {"units": 1, "activation": "sigmoid"}]%s},
              "training": {"loss": "binary_crossentropy", "optimizer": "adam", "epochs": %d}}}
            """;

    @Test
    void itsWeightsAreReadByNameAndStartAnotherRun() {
        TestService service = TestService.shared();
        String id = service.submit(RUN.formatted("", 3));
        assertThat(service.ended(id).at("/status/state").asString()).isEqualTo("succeeded");
        JsonNode layers = service.get("/api/v1/runs/" + id + "/model").json().get("layers");
        assertThat(layers.get(0).propertyNames())
                .containsExactly("name", "kernel", "bias", "gamma", "beta", "moving_mean", "moving_variance");
        assertThat(layers.get(2).propertyNames()).containsExactly("name");
        assertThat(layers.get(3).propertyNames()).containsExactly("name", "gamma", "beta");

        JsonNode end = service.get("/api/v1/runs/" + id + "/metrics").json().at("/columns/loss/3");
        layers.forEach(layer -> ((ObjectNode) layer).remove("name"));
        String next = service.submit(RUN.formatted(", \"initial_weights\": " + layers, 0));
        assertThat(service.ended(next).at("/status/state").asString()).isEqualTo("succeeded");
        assertThat(service.get("/api/v1/runs/" + next + "/metrics").json().at("/columns/loss/0"))
                .isEqualTo(end);
    }

    @Test
    void itsSeriesHaveAColumnForEachLayerThatHasTheTensor() {
        TestService service = TestService.shared();
        String id = service.submit(RUN.formatted("", 2));
        service.ended(id);
        String series = "/api/v1/runs/" + id + "/series?statistic=std&tensor=";
        assertThat(service.get(series + "kernel").json().get("columns").propertyNames())
                .containsExactly("epoch", "hidden_1", "hidden_2", "output");
        JsonNode signals =
                service.get(series + "pre_activation_gradient").json().get("columns");
        assertThat(signals.propertyNames()).containsExactly("epoch", "hidden_1", "hidden_2", "drop", "norm", "output");
        assertThat(signals).allSatisfy(column -> assertThat(column).hasSize(3).allMatch(JsonNode::isNumber));
        var refused = service.get(series + "kernel&layers=drop");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("has no kernel");
    }
}
