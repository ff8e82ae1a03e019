package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures of a healthy run, of one that diverges and of one that only looks at the untrained network. */
class FigureIT {

    private static final List<String> NAMES =
            List.of("weights", "gradients", "activations", "signals", "heatmap", "histograms");

    private static String run(double learningRate, int epochs, String tensors) {
        return """
                {"spec": {"dataset": {"type": "circles", "samples": 64},
                  "network": {"layers": [{"name": "hidden", "repeat": 2, "units": 3, "activation": "relu"}, {"units": 1}]},
                  "training": {"loss": "mse", "optimizer": {"type": "sgd", "learning_rate": %s}, "epochs": %d},
                  "recording": {"tensors": [%s], "histograms": [%s]}}}
                """.formatted(
                        learningRate, epochs, tensors, tensors.startsWith("\"kernel\", ") ? "\"kernel_gradient\"" : "");
    }

    @Test
    void figures_of_all_runs_are_drawn_and_the_same_every_time(@TempDir Path directory) {
        String all = "\"kernel\", \"kernel_gradient\", \"activation\", \"pre_activation_gradient\"";
        try (TestService service = TestService.start(directory)) {
            List<String> runs = List.of(
                    service.submit(run(0.1, 20, all)),
                    service.submit(run(1e30, 5, all)),
                    service.submit(run(0.1, 0, all)));
            runs.forEach(service::ended);
            for (String run : runs) {
                for (String name : NAMES) {
                    String address = "/api/v1/runs/" + run + "/figures/" + name;
                    for (String file : List.of(".svg?theme=dark", ".png?width=640&height=320")) {
                        Answer answer = service.get(address + file);
                        assertThat(answer.status())
                                .as(name + " " + answer.body())
                                .isEqualTo(200);
                        assertThat(service.get(address + file).body()).isEqualTo(answer.body());
                    }
                    assertThat(service.get(address + ".svg").body())
                            .startsWith("<svg")
                            .contains(">epoch<")
                            .doesNotContain("Error", "<style");
                }
            }
            assertThat(service.get("/api/v1/runs/" + runs.get(0) + "/figures/heatmap.svg")
                            .body())
                    .contains(">hidden_1<", ">hidden_2<", ">output<");
            refusals(service, runs.get(0));
            labels(service, runs);
        }
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
                    .contains(">1e20<")
                    .doesNotContain("Y</");
        }
        String ridges = service.get("/api/v1/runs/" + runs.get(0) + "/figures/histograms.svg")
                .body();
        assertThat(ridges).contains(">hidden_1<", ">hidden_2<", ">output<", ">0<", ">20<");
        assertThat(ridges).containsPattern(">-(0\\.\\d+|1e-?\\d+)<").containsPattern(">(0\\.\\d+|1e-?\\d+)<");
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
        String poor = service.submit(run(0.1, 1, "\"kernel\""));
        service.ended(poor);
        Answer missing = service.get("/api/v1/runs/" + poor + "/figures/gradients.svg");
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.json().at("/errors/0/parameter").asString()).isEqualTo("tensor");
        Answer unkept = service.get("/api/v1/runs/" + poor + "/figures/histograms.svg");
        assertThat(unkept.status()).isEqualTo(400);
        assertThat(unkept.json().at("/errors/0/detail").asString()).contains("recording.histograms");
    }
}
