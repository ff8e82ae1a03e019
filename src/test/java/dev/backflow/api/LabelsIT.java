package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Labels as people have them: several for an example, none at all, uncertain ones, written as a list, from 1 on. */
class LabelsIT {

    private static final TestService SERVICE = TestService.shared();

    private static final String RUN = """
            {"spec": {"dataset": {"type": "inline", "features": [[0, 0], [0, 1], [1, 0], [1, 1]], "targets": %s%s},
             "network": {"layers": [{"units": 8, "activation": "tanh"}, {"units": %d, "activation": "%s"}]},
             "training": {"loss": "%s", "optimizer": {"type": "adam", "learning_rate": 0.05}, "metrics": [%s],
                          "epochs": 300, "batch_size": 4}, "recording": {"every": 100}}}
            """;

    private static String run(String targets, String more, int units, String activation, String loss, String metrics) {
        return RUN.formatted(targets, more, units, activation, loss, metrics);
    }

    @ParameterizedTest
    @EnumSource
    void severalLabelsAreLearnedAndPredictedOneByOne(TestDatabase database, @TempDir Path directory) {
        try (TestService service = TestService.on(database.create(directory))) {
            String id = service.submit(run(
                    "[[0, 0], [0, 1], [1, 1], [1, 0]]",
                    "",
                    2,
                    "sigmoid",
                    "binary_crossentropy",
                    "\"binary_accuracy\", \"precision\", \"f1\""));
            assertThat(service.ended(id).at("/result/metrics/accuracy").asDouble())
                    .isEqualTo(1);
            JsonNode answer = predict(service, id, "[0, 0], [1, 0], [1, 1]");

            assertThat(answer.get("labels")).hasToString("[[0,0],[1,1],[1,0]]");
            assertThat(answer.get("threshold").asDouble()).isEqualTo(0.5);
            assertThat(answer.get("classes").isNull()).isTrue();
            assertThat(service.get("/api/v1/runs/" + id + "/findings").status()).isEqualTo(200);
            assertThat(service.get("/api/v1/runs/" + id + "/figures/boundary.svg")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aListOfNumbersIsAColumn() {
        String id = SERVICE.submit(run("[0, 1, 1, 0]", "", 1, "sigmoid", "binary_crossentropy", "\"accuracy\""));
        JsonNode run = SERVICE.ended(id);

        assertThat(run.at("/spec/dataset/targets")).hasToString("[[0.0],[1.0],[1.0],[0.0]]");
        assertThat(run.at("/result/metrics/accuracy").asDouble()).isEqualTo(1);
        JsonNode mixed = SERVICE.post(
                        "/api/v1/runs", run("[0, [1], \"1\", 0]", "", 1, "sigmoid", "binary_crossentropy", ""))
                .json();
        assertThat(mixed.at("/errors/0/pointer").asString()).isEqualTo("/spec/dataset/targets/2");
    }

    @ParameterizedTest
    @CsvSource({
        "'[0.9, 0.1, 0.2, 0.8]', 1, sigmoid, binary_crossentropy",
        "'[[0.9, 0.5], [0, 1], [1, 1], [0.2, 0.7]]', 2, sigmoid, binary_crossentropy",
        "'[[0.9, 0.1], [0, 1], [0.4, 0.6], [0.2, 0.8]]', 2, softmax, categorical_crossentropy"
    })
    void softTargetsAreLearnedAsTheyAre(String targets, int units, String activation, String loss) {
        String id = SERVICE.submit(run(targets, "", units, activation, loss, "\"mae\""));

        assertThat(SERVICE.ended(id).at("/result/metrics/mae").asDouble()).isLessThan(0.05);
        assertThat(SERVICE.get("/api/v1/runs/" + id + "/findings").status()).isEqualTo(200);
        assertThat(SERVICE.get("/api/v1/runs/" + id + "/figures/boundary.svg").status())
                .isEqualTo(200);
    }

    @Test
    void classesAreNamedByTheirNumbers() {
        String id = SERVICE.submit(run(
                "[1, 2, 3, 1]",
                ", \"classes\": [1, 2, 3]",
                3,
                "softmax",
                "sparse_categorical_crossentropy",
                "\"accuracy\""));
        SERVICE.ended(id);
        JsonNode answer = predict(SERVICE, id, "[0, 0], [0, 1], [1, 0], [1, 1]");

        assertThat(answer.get("classes")).hasToString("[0,1,2,0]");
        assertThat(answer.get("class_names")).hasToString("[\"1\",\"2\",\"3\"]");
        String sides = SERVICE.submit(
                run("[-1, 1, 1, -1]", "", 1, "tanh", "hinge", "").replace("\"units\": 8", "\"units\": 9"));
        SERVICE.ended(sides);
        JsonNode fork = SERVICE.post(
                        "/api/v1/runs/" + sides + "/fork",
                        "{\"patch\": {\"dataset\": {\"classes\": [-1, 1]}, \"training\": {\"metrics\": [\"accuracy\"]}}}")
                .json();
        assertThat(SERVICE.ended(fork.get("id").asString()).at("/status/state").asString())
                .isEqualTo("succeeded");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[1, 2, 3, 1]; 3; softmax; sparse_categorical_crossentropy; /spec/network/layers/1/units; dataset.classes",
                "[1, 2, 2, 1]; 1; sigmoid; binary_crossentropy; /spec/training/loss; classes\": [1, 2]",
                "[-1, 1, 1, -1]; 1; sigmoid; binary_crossentropy; /spec/training/loss; classes\": [-1, 1]",
                "[[0, 0], [0, 1], [1, 1], [1, 0]]; 2; softmax; categorical_crossentropy; /spec/training/loss; any number of labels"
            })
    void whatDoesNotFitIsToldWithTheRemedy(
            String targets, int units, String activation, String loss, String pointer, String remedy) {
        JsonNode refused = SERVICE.post("/api/v1/runs", run(targets, "", units, activation, loss, ""))
                .json();

        assertThat(refused.at("/errors/0/pointer").asString()).isEqualTo(pointer);
        assertThat(refused.at("/errors/0/detail").asString()).contains(remedy);
    }

    private static JsonNode predict(TestService service, String id, String rows) {
        return service.post("/api/v1/runs/" + id + "/predictions", "{\"features\": [" + rows + "]}")
                .json();
    }
}
