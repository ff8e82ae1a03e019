package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

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

/** What is validated on: a part that is drawn, or data of their own. */
class ValidationIT {

    private static final TestService SERVICE = TestService.shared();

    private static final String RUN = """
            {"spec": {"dataset": %s, "validation": %s,
             "network": {"layers": [{"units": 8, "activation": "tanh"}, {"units": %d, "activation": "%s"}]},
             "training": {"loss": "%s", "optimizer": {"type": "adam", "learning_rate": 0.05}, "metrics": [%s],
                          "epochs": 60, "early_stopping": {"monitor": "val_loss", "patience": 30}}}}
            """;

    private static final String SORTED = "{\"type\": \"blobs\", \"samples\": 90, \"shuffle\": false, \"seed\": 4}";

    private static String blobs(String validation) {
        return RUN.formatted(SORTED, validation, 3, "softmax", "categorical_crossentropy", "\"accuracy\"");
    }

    private static JsonNode ended(TestService service, String run) {
        JsonNode ended = service.ended(service.submit(run));
        assertThat(ended.at("/status/state").asString()).isEqualTo("succeeded");
        return ended;
    }

    @ParameterizedTest
    @EnumSource
    void sortedRowsAreValidatedOnAfterAll(TestDatabase database, @TempDir Path directory) {
        try (TestService service = TestService.on(database.create(directory))) {
            JsonNode drawn = ended(service, blobs("{\"type\": \"split\", \"stratify\": true}"));
            JsonNode last = ended(service, blobs("{\"type\": \"split\", \"fraction\": 0.34, \"shuffle\": false}"));

            assertThat(drawn.at("/result/validation/accuracy").asDouble()).isGreaterThan(0.9);
            assertThat(last.at("/result/validation/accuracy").asDouble()).isLessThan(0.1);
            JsonNode columns = service.get("/api/v1/runs/" + drawn.get("id").asString() + "/metrics")
                    .json()
                    .get("columns");
            assertThat(columns.propertyNames()).contains("val_loss", "val_accuracy");
            String run = "/api/v1/runs/" + drawn.get("id").asString();
            assertThat(service.get(run + "/findings").status()).isEqualTo(200);
            assertThat(service.get(run + "/figures/boundary.svg").body()).contains("90 examples");
        }
    }

    /** The remedy for sorted rows, as a merge patch. */
    @Test
    void aPatchAsksForAnotherValidation() {
        String id = SERVICE.submit(blobs("null").replace("\"epochs\"", "\"validation_split\": 0.3, \"epochs\""));
        SERVICE.ended(id);
        JsonNode fork = SERVICE.post(
                        "/api/v1/runs/" + id + "/fork",
                        "{\"patch\": {\"validation\": {\"type\": \"split\", \"stratify\": true},"
                                + " \"training\": {\"validation_split\": 0}}}")
                .json();

        JsonNode ended = SERVICE.ended(fork.get("id").asString());
        assertThat(ended.at("/result/validation/accuracy").asDouble()).isGreaterThan(0.9);
        assertThat(ended.at("/spec/validation"))
                .hasToString("{\"type\":\"split\",\"fraction\":0.25,\"shuffle\":true,\"stratify\":true,\"seed\":0}");
    }

    @Test
    void shufflingTheLastRowsIsTheSameSplitAsKeras() {
        String split = blobs("{\"type\": \"split\", \"fraction\": 0.3, \"shuffle\": false}");
        String last = blobs("null").replace("\"epochs\"", "\"validation_split\": 0.3, \"epochs\"");

        assertThat(ended(SERVICE, split).get("result"))
                .isEqualTo(ended(SERVICE, last).get("result"));
    }

    @ParameterizedTest
    @EnumSource
    void anyDataSetValidatesAnother(TestDatabase database, @TempDir Path directory) {
        try (TestService service = TestService.on(database.create(directory))) {
            JsonNode generated = ended(
                    service,
                    RUN.formatted(
                            "{\"type\": \"sine\", \"samples\": 200, \"target_scaling\": \"standard\"}",
                            "{\"type\": \"sine\", \"samples\": 50, \"seed\": 9}",
                            1,
                            "linear",
                            "mse",
                            "\"mae\""));
            assertThat(generated.at("/result/validation/mae").asDouble()).isLessThan(0.3);

            String trained = upload(service, "colour,x,y\nred,1,a\nblue,2,b\nred,3,a\nblue,4,b\n");
            String held = upload(service, "colour,x,y\nblue,2,b\nred,7,a\n");
            String csv = "{\"type\": \"csv\", \"dataset\": \"%s\", \"target\": \"y\"%s}";
            JsonNode uploaded = ended(
                    service,
                    RUN.formatted(
                            csv.formatted(trained, ", \"scaling\": \"standard\""),
                            csv.formatted(held, ""),
                            1,
                            "sigmoid",
                            "binary_crossentropy",
                            "\"accuracy\""));
            assertThat(uploaded.at("/result/validation/accuracy").asDouble()).isEqualTo(1);
            assertThat(service.delete("/api/v1/datasets/" + held).status()).isEqualTo(409);
            service.delete("/api/v1/runs/" + uploaded.get("id").asString());
            assertThat(service.delete("/api/v1/datasets/" + held).status()).isEqualTo(204);
        }
    }

    private static String upload(TestService service, String csv) {
        return service.send(HttpRequest.newBuilder(service.address("/api/v1/datasets"))
                        .header("Content-Type", "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofString(csv)))
                .json()
                .get("id")
                .asString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\u0001',
            value = {
                "\"circles\"; /spec/validation; target columns",
                "{\"type\": \"blobs\", \"features\": 3}; /spec/validation; inputs of the data set: 2",
                "{\"type\": \"blobs\", \"scaling\": \"min_max\"}; /spec/validation/scaling; scaled as the examples",
                "{\"type\": \"split\", \"fraction\": 1}; /spec/validation/fraction; below 1",
                "{\"type\": \"split\", \"fraction\": 0.999}; /spec/validation/fraction; to train on",
                "{\"type\": \"inline\", \"features\": [[0, 0]], \"targets\": [[1, 1, 0]]}; /spec/validation; any number of labels"
            })
    void whatDoesNotFitTheDataSetIsRefused(String validation, String pointer, String detail) {
        JsonNode refused = SERVICE.post("/api/v1/runs", blobs(validation)).json();

        assertThat(refused.at("/errors/0/pointer").asString()).isEqualTo(pointer);
        assertThat(refused.at("/errors/0/detail").asString()).contains(detail);
    }

    @Test
    void thereIsOneValidation() {
        JsonNode both = SERVICE.post(
                        "/api/v1/runs",
                        blobs("\"split\"").replace("\"epochs\"", "\"validation_split\": 0.3, \"epochs\""))
                .json();
        JsonNode stratified = SERVICE.post(
                        "/api/v1/runs",
                        RUN.formatted("\"sine\"", "{\"type\": \"split\", \"stratify\": true}", 1, "linear", "mse", ""))
                .json();

        assertThat(both.at("/errors/0/pointer").asString()).isEqualTo("/spec/training/validation_split");
        assertThat(stratified.at("/errors/0/pointer").asString()).isEqualTo("/spec/validation/stratify");
    }
}
