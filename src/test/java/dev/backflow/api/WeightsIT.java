package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Classes and examples that count differently for the loss, and alike for metrics. */
class WeightsIT {

    private static final TestService SERVICE = TestService.shared();

    private static final String RUN = """
            {"spec": {"dataset": %s,
             "network": {"layers": [{"units": 1, "activation": "sigmoid"}]},
             "training": {"loss": "binary_crossentropy", "metrics": ["accuracy", "recall"], "epochs": 200,
                          "optimizer": {"type": "adam", "learning_rate": 0.1}%s}, "recording": {"every": 100}}}
            """;

    /** One in five is of class 1, and no number tells them apart. */
    private static final String RARE = """
            {"type": "inline", "features": [[1], [1], [1], [1], [1]], "targets": [0, 0, 0, 0, 1]%s}""";

    private static JsonNode result(TestService service, String dataset, String training) {
        JsonNode run = service.ended(service.submit(RUN.formatted(dataset, training)));
        assertThat(run.at("/status/state").asString()).isEqualTo("succeeded");
        return run.get("result");
    }

    @ParameterizedTest
    @EnumSource
    void balancedClassesAreAsLikelyAsEachOther(TestDatabase database, @TempDir Path directory) {
        try (TestService service = TestService.on(database.create(directory))) {
            JsonNode plain = result(service, RARE.formatted(""), "");
            JsonNode balanced = result(service, RARE.formatted(""), ", \"class_weight\": \"balanced\"");
            JsonNode more = result(service, RARE.formatted(""), ", \"class_weight\": {\"1\": 6}");

            assertThat(plain.get("loss").asDouble()).isCloseTo(0.5004, within(1e-3));
            assertThat(balanced.get("loss").asDouble()).isCloseTo(Math.log(2), within(1e-3));
            assertThat(more.at("/metrics/recall").asDouble()).isEqualTo(1);
            assertThat(more.at("/metrics/accuracy").asDouble()).isEqualTo(0.2);
        }
    }

    @Test
    void weightsOfExamplesAreAColumnOrAList() {
        JsonNode written = result(SERVICE, RARE.formatted(", \"sample_weight\": [1, 1, 1, 1, 6]"), "");
        String upload = SERVICE.send(HttpRequest.newBuilder(SERVICE.address("/api/v1/datasets"))
                        .header("Content-Type", "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofString("x,y,w\n1,0,1\n1,0,1\n1,0,1\n1,0,1\n1,1,6\n")))
                .json()
                .get("id")
                .asString();
        String csv =
                "{\"type\": \"csv\", \"dataset\": \"%s\", \"target\": \"y\", \"sample_weight\": \"w\", \"shuffle\": false}"
                        .formatted(upload);
        JsonNode uploaded = result(SERVICE, csv, "");

        assertThat(written.get("loss").asDouble()).isCloseTo(1.346, within(1e-2));
        assertThat(uploaded.get("loss").asDouble())
                .isCloseTo(written.get("loss").asDouble(), within(1e-3));
        assertThat(uploaded.at("/metrics/recall").asDouble()).isEqualTo(1);
    }

    @Test
    void findingsJudgeTheLossThatWasTrainedOn() {
        String id = SERVICE.submit(RUN.formatted(RARE.formatted(", \"sample_weight\": [100, 100, 100, 100, 600]"), ""));
        SERVICE.ended(id);

        assertThat(SERVICE.get("/api/v1/runs/" + id + "/findings").body()).doesNotContain("learning_rate_too_large");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\u0001',
            value = {
                ", \"sample_weight\": [1, 1, 1, 1]; ; /spec/dataset/sample_weight; each of the 5 rows",
                ", \"sample_weight\": [1, 1, 1, -1, 1]; ; /spec/dataset/sample_weight/3; zero or a positive",
                ", \"sample_weight\": [1, 1, 1, 1, 1]; , \"class_weight\": \"balanced\"; /spec/training/class_weight; sample_weight",
                "; , \"class_weight\": {\"2\": 1}; /spec/training/class_weight/2; 2 classes",
                "; , \"class_weight\": {\"0\": -1}; /spec/training/class_weight/0; zero or a positive",
                "; , \"class_weight\": {\"a\": 1}; /spec/training/class_weight; numbers, 0, 1, 2",
                "; , \"class_weight\": {\"0\": \"1\"}; /spec/training/class_weight/0; must be a number",
                "; , \"class_weight\": 3; /spec/training/class_weight; an object or one of balanced"
            })
    void whatWeighsNothingIsRefusedInItsPlace(String dataset, String training, String pointer, String detail) {
        JsonNode refused = SERVICE.post(
                        "/api/v1/runs",
                        RUN.formatted(RARE.formatted(dataset == null ? "" : dataset), training == null ? "" : training))
                .json();

        assertThat(refused.at("/errors/0/pointer").asString()).isEqualTo(pointer);
        assertThat(refused.at("/errors/0/detail").asString()).contains(detail);
    }

    @Test
    void numbersHaveNoClassesToWeigh() {
        String sine = RUN.formatted("\"sine\"", ", \"class_weight\": \"balanced\"")
                .replace("\"accuracy\", \"recall\"", "\"mae\"")
                .replace("binary_crossentropy", "mse");
        JsonNode refused = SERVICE.post("/api/v1/runs", sine).json();

        assertThat(refused.at("/errors/0/pointer").asString()).isEqualTo("/spec/training/class_weight");
        assertThat(refused.at("/errors/0/detail").asString()).contains("sample_weight");
    }
}
