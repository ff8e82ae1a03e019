package dev.backflow.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestService;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a client reads of a golden trace that it has posted. */
class GoldenOverHttpIT {

    private static final TestService service = TestService.shared();

    @ParameterizedTest
    @ValueSource(strings = {"activation-sigmoid", "loss-categorical_crossentropy", "ragged-last-batch"})
    void isReproducedToTheLastDigits(String name) {
        GoldenTrace trace = GoldenTrace.named(name);
        String id = service.submit("{\"spec\": " + trace.spec() + "}");
        assertThat(service.ended(id).at("/status/state").asString()).isEqualTo("succeeded");
        JsonNode losses = service.get("/api/v1/runs/" + id + "/metrics").json().at("/columns/loss");
        for (int epoch = 0; epoch <= trace.epochs(); epoch++) {
            assertClose(trace.loss(epoch), losses.get(epoch).asDouble());
        }
        assertSeries(trace, id, "mean", "mean");
        assertSeries(trace, id, "std", "std");
        assertSeries(trace, id, "l2", "l2");
        assertSeries(trace, id, "mean_abs", "meanAbs");
        assertWeights(trace, service.get("/api/v1/runs/" + id + "/model").json().get("layers"));
    }

    private static void assertSeries(GoldenTrace trace, String id, String statistic, String golden) {
        String path = "/api/v1/runs/" + id + "/series?statistic=" + statistic + "&tensor=";
        JsonNode kernels = service.get(path + "kernel").json().get("columns");
        JsonNode gradients = service.get(path + "kernel_gradient").json().get("columns");
        int layer = 0;
        for (String name : kernels.propertyNames()) {
            if (!name.equals("epoch")) {
                for (int epoch = 0; epoch < trace.epochs(); epoch++) {
                    assertClose(
                            trace.kernel(epoch, layer).get(golden).asDouble(),
                            kernels.get(name).get(epoch).asDouble());
                    assertClose(
                            trace.firstBatchKernelGradient(epoch, layer)
                                    .get(golden)
                                    .asDouble(),
                            gradients.get(name).get(epoch).asDouble());
                }
                layer++;
            }
        }
        assertThat(layer).isGreaterThan(1);
    }

    private static void assertWeights(GoldenTrace trace, JsonNode layers) {
        for (int layer = 0; layer < layers.size(); layer++) {
            double[] kernel = trace.finalKernel(layer);
            int i = 0;
            for (JsonNode row : layers.get(layer).get("kernel")) {
                for (JsonNode weight : row) {
                    assertClose(kernel[i++], weight.asDouble());
                }
            }
            assertThat(i).isEqualTo(kernel.length);
        }
    }

    private static void assertClose(double expected, double actual) {
        double tolerance = Math.max(GoldenTrace.ABSOLUTE, GoldenTrace.RELATIVE * Math.abs(expected));
        assertThat(Math.abs(actual - expected)).isLessThanOrEqualTo(tolerance);
    }
}
