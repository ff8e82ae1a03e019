package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Columns of any data set are scaled for the network, and everything that people read is in their own units. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScaledRunsIT {

    private static final String REGRESSION = """
            {"spec": {"dataset": %s,
             "network": {"layers": [{"units": 8, "activation": "tanh"}, {"units": 1}]},
             "training": {"loss": "mse", "optimizer": {"type": "adam", "learning_rate": 0.01},
                          "metrics": ["mae", "mse", "rmse", "r2"], "epochs": 40, "batch_size": 8,
                          "validation_split": 0.25},
             "recording": {"every": 20}}}
            """;

    private static final String FAR = """
            {"type": "inline", "features": [%s], "targets": [%s], "scaling": "standard", "target_scaling": "%s"}""";

    @TempDir
    static Path directory;

    private TestService service;

    @BeforeAll
    void start() {
        service = TestService.on(TestDatabase.H2.create(directory));
    }

    @AfterAll
    void stop() {
        service.close();
    }

    /** y = 5e6 + 2e5 x of x far from 0 as well. */
    private static String far(String scaling) {
        return FAR.formatted(rows(i -> 1000 + i / 10.0), rows(i -> 5e6 + 2e5 * i / 10.0), scaling);
    }

    private static String rows(IntToDoubleFunction value) {
        return IntStream.range(0, 80)
                .mapToObj(i -> "[" + value.applyAsDouble(i * 37 % 80) + "]")
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "min_max"})
    void metricsAndPredictionsAreInTheTargetsUnitsAndTheLossIsNot(String scaling) {
        String id = service.submit(REGRESSION.formatted(far(scaling)));
        JsonNode result = service.ended(id).get("result");

        double mse = result.at("/metrics/mse").asDouble();
        double scaledLoss = result.get("loss").asDouble();
        assertThat(result.at("/metrics/r2").asDouble()).isGreaterThan(0.95);
        assertThat(result.at("/metrics/rmse").asDouble()).isCloseTo(Math.sqrt(mse), within(1e-6 * Math.sqrt(mse)));
        assertThat(result.at("/metrics/mae").asDouble()).isBetween(1e3, 2e5);
        assertThat(scaledLoss).isLessThan(0.1);

        JsonNode model = service.get("/api/v1/runs/" + id + "/model").json();
        double multiplier = model.at("/targets/0/multiplier").asDouble();
        assertThat(mse / (multiplier * multiplier)).isCloseTo(scaledLoss, within(1e-5 * scaledLoss + 1e-9));
        assertThat(errorOfPredictions(id))
                .isCloseTo(result.at("/validation/mae").asDouble(), within(2.0));
    }

    /** The mean distance of what is predicted to what is right, on the last quarter. */
    private double errorOfPredictions(String id) {
        String asked = IntStream.range(60, 80)
                .mapToObj(i -> "[" + (1000 + i * 37 % 80 / 10.0) + "]")
                .collect(Collectors.joining(","));
        JsonNode predictions = service.post("/api/v1/runs/" + id + "/predictions", "{\"features\": [" + asked + "]}")
                .json()
                .get("predictions");
        return IntStream.range(60, 80)
                .mapToDouble(
                        i -> Math.abs(predictions.get(i - 60).get(0).asDouble() - (5e6 + 2e5 * (i * 37 % 80) / 10.0)))
                .average()
                .orElseThrow();
    }

    @Test
    void theModelSaysHowToUseItsWeightsElsewhere() {
        String id = service.submit(REGRESSION.formatted(far("standard")).replace("\"epochs\": 40", "\"epochs\": 2"));
        service.ended(id);
        JsonNode model = service.get("/api/v1/runs/" + id + "/model").json();
        JsonNode prediction = service.post("/api/v1/runs/" + id + "/predictions", "{\"features\": [[1003.5]]}")
                .json();

        double x = (1003.5 - model.at("/inputs/0/shift").asDouble())
                / model.at("/inputs/0/divisor").asDouble();
        double y = model.at("/layers/1/bias/0").asDouble();
        for (int unit = 0; unit < 8; unit++) {
            double z = x * model.at("/layers/0/kernel/0").get(unit).asDouble()
                    + model.at("/layers/0/bias").get(unit).asDouble();
            y += Math.tanh(z) * model.at("/layers/1/kernel").get(unit).get(0).asDouble();
        }
        double own = y * model.at("/targets/0/multiplier").asDouble()
                + model.at("/targets/0/offset").asDouble();
        assertThat(prediction.at("/predictions/0/0").asDouble()).isCloseTo(own, within(5.0));
    }

    /** What is tried as a remedy: nothing but the word changes. */
    @ParameterizedTest
    @CsvSource({
        "circles, 1, sigmoid, binary_crossentropy",
        "moons, 1, sigmoid, binary_crossentropy",
        "xor, 1, sigmoid, binary_crossentropy",
        "spirals, 1, sigmoid, binary_crossentropy",
        "blobs, 3, softmax, categorical_crossentropy",
        "gaussian_quantiles, 3, softmax, categorical_crossentropy",
        "regression_plane, 1, linear, mse",
        "sine, 1, linear, mse",
        "csv, 1, linear, mse",
        "inline, 1, linear, mse"
    })
    void aPatchScalesAnyDataSet(String type, int units, String activation, String loss) {
        String dataset = switch (type) {
            case "csv" -> "{\"type\": \"csv\", \"dataset\": \"%s\", \"target\": \"y\"}".formatted(uploaded());
            case "inline" -> "{\"type\": \"inline\", \"features\": [[1], [3], [8]], \"targets\": [[10], [12], [17.5]]}";
            default -> "\"" + type + "\"";
        };
        String id = service.submit(String.format(
                Locale.ROOT,
                "{\"spec\": {\"dataset\": %s, \"network\": {\"layers\": [{\"units\": %d, \"activation\": \"%s\"}]},"
                        + " \"training\": {\"loss\": \"%s\", \"epochs\": 2}}}",
                dataset,
                units,
                activation,
                loss));
        boolean regression = loss.equals("mse");
        JsonNode fork = service.post(
                        "/api/v1/runs/" + id + "/fork",
                        "{\"patch\": {\"dataset\": {\"scaling\": \"standard\"%s}}}"
                                .formatted(regression ? ", \"target_scaling\": \"min_max\"" : ""))
                .json();

        assertThat(fork.at("/spec/dataset/scaling").asString()).isEqualTo("standardise");
        JsonNode ended = service.ended(fork.get("id").asString());
        assertThat(ended.at("/status/state").asString()).isEqualTo("succeeded");
        JsonNode model = service.get("/api/v1/runs/" + fork.get("id").asString() + "/model")
                .json();
        assertThat(model.at("/inputs/0/divisor").asDouble()).isNotIn(0.0, 1.0);
        assertThat(model.get("targets").isNull()).isEqualTo(!regression);
    }

    private String uploaded() {
        return service.send(HttpRequest.newBuilder(service.address("/api/v1/datasets"))
                        .header("Content-Type", "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofString("x,y\n1,10.5\n2,30\n3,31\n7,40\n")))
                .json()
                .get("id")
                .asString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"circles\", \"target_scaling\": \"standard\"}",
                "{\"type\": \"inline\", \"features\": [[1], [2]], \"targets\": [[0], [1]], \"target_scaling\": \"min_max\"}"
            })
    void classesAreNotScaled(String dataset) {
        TestService.Answer refused = service.post(
                "/api/v1/runs",
                "{\"spec\": {\"dataset\": %s, \"network\": {\"layers\": [{\"units\": 1, \"activation\": \"sigmoid\"}]},"
                                .formatted(dataset)
                        + "\"training\": {\"loss\": \"binary_crossentropy\"}}}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("/spec/dataset/target_scaling");
        assertThat(refused.json().at("/errors/0/detail").asString()).contains("classes", "scaling is for the features");
    }

    @ParameterizedTest
    @EnumSource
    void theScaleIsKeptWithTheRun(TestDatabase database, @TempDir Path own) {
        String[] arguments = database.create(own);
        String id;
        String answer;
        try (TestService first = TestService.on(arguments)) {
            id = first.submit(REGRESSION.formatted(
                    "{\"type\": \"sine\", \"scaling\": \"min_max\", \"target_scaling\": \"standard\"}"));
            first.ended(id);
            answer = first.post("/api/v1/runs/" + id + "/predictions", "{\"features\": [[0.25]]}")
                    .body();
        }
        try (TestService again = TestService.on(arguments)) {
            assertThat(again.post("/api/v1/runs/" + id + "/predictions", "{\"features\": [[0.25]]}")
                            .body())
                    .isEqualTo(answer);
        }
    }
}
