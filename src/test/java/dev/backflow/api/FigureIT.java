package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Figures of a healthy run, of one that diverges and of one that only looks at the untrained network. */
class FigureIT {

    private static final List<String> NAMES =
            List.of("weights", "gradients", "activations", "signals", "heatmap", "histograms", "boundary");

    private static String run(double learningRate, int epochs, String tensors) {
        return """
                {"spec": {"dataset": {"type": "circles", "samples": 64},
                  "network": {"layers": [{"name": "hidden", "repeat": 2, "units": 3, "activation": "relu"}, {"units": 1}]},
                  "training": {"loss": "mse", "optimizer": {"type": "sgd", "learning_rate": %s}, "epochs": %d},
                  "recording": {"tensors": [%s], "histograms": [%s]}}}
                """.formatted(
                        learningRate,
                        epochs,
                        tensors,
                        tensors.startsWith("\"kernel\", ") ? "\"kernel_gradient\", \"activation\"" : "");
    }

    @Test
    void figuresOfAllRunsAreDrawnAndTheSameEveryTime() {
        String all = "\"kernel\", \"kernel_gradient\", \"activation\", \"pre_activation_gradient\"";
        TestService service = TestService.shared();
        List<String> runs = List.of(
                service.submit(run(0.1, 20, all)), service.submit(run(1e30, 5, all)), service.submit(run(0.1, 0, all)));
        runs.forEach(service::ended);
        for (String run : runs) {
            for (String name : NAMES) {
                String address = "/api/v1/runs/" + run + "/figures/" + name;
                for (String file : List.of(".svg?theme=dark", ".png?width=640&height=320")) {
                    Answer answer = service.get(address + file);
                    assertThat(answer.status()).as(name + " " + answer.body()).isEqualTo(200);
                    assertThat(service.get(address + file).body()).isEqualTo(answer.body());
                }
                assertThat(service.get(address + ".svg").body())
                        .startsWith("<svg")
                        .contains(name.equals("boundary") ? ">x0<" : ">epoch<")
                        .hasSizeLessThan(60_000);
            }
        }
        assertThat(service.get("/api/v1/runs/" + runs.get(0) + "/figures/heatmap.svg")
                        .body())
                .contains(">hidden_1<", ">hidden_2<", ">output<");
        refusals(service, runs.get(0));
        labels(service, runs);
        theory(service, runs.get(0));
        boundaries(service, runs);
        choices(service, runs.get(0));
    }

    private static void labels(TestService service, List<String> runs) {
        String diverged = service.submit("""
                {"spec": {"dataset": {"type": "circles", "samples": 64},
                  "network": {"layers": [{"name": "hidden", "repeat": 2, "units": 3}, {"units": 1}]},
                  "training": {"loss": "mse", "optimizer": {"type": "sgd", "learning_rate": 1e6},
                    "epochs": 1, "batch_size": 64}}}
                """);
        service.ended(diverged);
        String address = "/api/v1/runs/" + diverged;
        double loss =
                service.get(address + "/metrics").json().at("/columns/loss/1").asDouble();
        assertThat(loss).isBetween(1e24, 1e39);
        for (String name : List.of("weights", "gradients", "activations")) {
            assertThat(service.get(address + "/figures/" + name + ".svg").body())
                    .containsPattern(">1e(1[5-9]|2\\d)<");
        }
        String ridges = service.get("/api/v1/runs/" + runs.get(0) + "/figures/histograms.svg")
                .body();
        assertThat(ridges).contains(">hidden_1<", ">hidden_2<", ">output<", ">0<", ">20<");
        assertThat(ridges).containsPattern(">-(0\\.\\d+|1e-?\\d+)<").containsPattern(">(0\\.\\d+|1e-?\\d+)<");
    }

    private static void theory(TestService service, String run) {
        String signals =
                service.get("/api/v1/runs/" + run + "/figures/signals.svg").body();
        assertThat(signals).contains(">Backward gain<", ">circles: theory<", ">Forward gain<");
    }

    private static void refusals(TestService service, String run) {
        Answer unknown = service.get("/api/v1/runs/" + run + "/figures/moods.svg");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.json().get("detail").asString()).contains(NAMES);
        Answer huge = service.get("/api/v1/runs/" + run + "/figures/weights.png?width=100000");
        assertThat(huge.status()).isEqualTo(400);
        assertThat(huge.json().at("/errors/0/parameter").asString()).isEqualTo("width");
        assertThat(service.get("/api/v1/runs/none/figures/weights.svg").status())
                .isEqualTo(404);
        assertThat(service.get("/api/v1/runs/" + run + "/figures/weights.svg?width=320")
                        .body())
                .contains("must be from 640 to 3840");
        assertThat(service.get("/api/v1/runs/" + run + "/figures/heatmap.svg?width=320")
                        .status())
                .isEqualTo(200);
        String poor = service.submit(run(0.1, 1, "\"kernel\""));
        service.ended(poor);
        Answer missing = service.get("/api/v1/runs/" + poor + "/figures/gradients.svg");
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.json().at("/errors/0/parameter").asString()).isEqualTo("tensor");
        Answer unkept = service.get("/api/v1/runs/" + poor + "/figures/histograms.svg");
        assertThat(unkept.status()).isEqualTo(400);
        assertThat(unkept.json().at("/errors/0/detail").asString()).contains("recording.histograms");
    }

    private static void boundaries(TestService service, List<String> runs) {
        String figure = "/figures/boundary.svg?width=640";
        assertThat(service.get("/api/v1/runs/" + runs.get(0) + figure).body())
                .contains(">Prediction after epoch 20<", ">prediction<", ">target<", ">x1<", ">0<", ">1<");
        assertThat(service.get("/api/v1/runs/" + runs.get(1) + figure).body()).contains("no number in 100 % (grey)");
        assertThat(service.get("/api/v1/runs/" + runs.get(2) + figure).body()).contains(">Untrained network<");
        String ragged = service.submit("""
                {"spec": {"dataset": {"type": "spirals", "samples": 2000, "noise": 0.3},
                  "network": {"layers": [{"units": 64, "kernel_initializer": {"type": "random_normal", "stddev": 20},
                    "activation": "tanh"}, {"units": 64, "activation": "tanh",
                    "kernel_initializer": {"type": "random_normal", "stddev": 5}}, {"units": 1, "activation": "sigmoid"}]},
                  "training": {"loss": "binary_crossentropy", "epochs": 0}}}
                """);
        String classes = service.submit("""
                {"spec": {"dataset": {"type": "blobs", "centers": 9},
                  "network": {"layers": [{"units": 9, "activation": "softmax"}]},
                  "training": {"loss": "categorical_crossentropy", "epochs": 2}}}
                """);
        String flat = service.submit("""
                {"spec": {"dataset": "circles", "network": {"layers": [{"units": 1, "kernel_initializer": "zeros"}]},
                  "training": {"loss": "mse", "epochs": 0}}}
                """);
        String line = service.submit("""
                {"spec": {"dataset": "sine", "network": {"layers": [{"units": 1}]},
                  "training": {"loss": "mse", "epochs": 1}}}
                """);
        List.of(ragged, classes, flat, line).forEach(service::ended);
        for (String run : List.of(ragged, classes, flat)) {
            String svg = service.get("/api/v1/runs/" + run + figure).body();
            assertThat(svg).startsWith("<svg").doesNotContain("Error").hasSizeLessThan(500_000);
            assertThat(service.get("/api/v1/runs/" + run + "/figures/boundary.png")
                            .status())
                    .isEqualTo(200);
        }
        assertThat(service.get("/api/v1/runs/" + ragged + figure).body()).contains("300 of 2000 examples");
        assertThat(service.get("/api/v1/runs/" + classes + figure).body())
                .contains(">8<")
                .doesNotContain(">prediction<");
        Answer refused = service.get("/api/v1/runs/" + line + figure);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/detail").asString()).contains("two numeric features", "heatmap");
    }

    private static void choices(TestService service, String run) {
        String figure = "/api/v1/runs/" + run + "/figures/histograms.svg?";
        assertThat(service.get(figure + "tensor=activation&layer=hidden_2").body())
                .contains(">hidden_2<", ">activation")
                .doesNotContain(">hidden_1<", ">output<");
        for (String bad : List.of("tensor=bias", "layer=none", "tensor=mood")) {
            Answer refused = service.get(figure + bad);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().at("/errors/0/parameter").asString()).isEqualTo(bad.split("=")[0]);
            assertThat(refused.json().at("/errors/0/value").asString()).isEqualTo(bad.split("=")[1]);
        }
        Answer elsewhere = service.get("/api/v1/runs/" + run + "/figures/weights.svg?layer=hidden_1");
        assertThat(elsewhere.status()).isEqualTo(400);
        assertThat(elsewhere.json().at("/errors/0/detail").asString()).contains("histograms");
    }
}
