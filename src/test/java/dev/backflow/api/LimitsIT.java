package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Limits of one service: they can be set, are listed, and say of themselves what they refuse. */
class LimitsIT {

    @TempDir
    static Path directory;

    private static TestService service;

    @BeforeAll
    static void start() {
        service = TestService.start(
                directory,
                "--backflow.limits.run.epochs=20",
                "--backflow.limits.predictions.rows=2",
                "--backflow.limits.previews.points=50");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static void assertExceeds(Answer answer, String pointer, String limit, int actual, int maximum) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        JsonNode error = answer.json().at("/errors/0");
        assertThat(error.get("pointer").asString()).isEqualTo(pointer);
        assertThat(error.get("limit").asString()).isEqualTo(limit);
        assertThat(error.get("actual").asInt()).isEqualTo(actual);
        assertThat(error.get("maximum").asInt()).isEqualTo(maximum);
        JsonNode listed = service.get("/api/v1/limits").json().at("/" + limit.replace('.', '/'));
        assertThat(listed.asInt()).isEqualTo(maximum);
    }

    @Test
    void runsAreRefusedWhetherPostedValidatedOrForked() {
        String large = Specs.SMALL.replace("\"epochs\": 5", "\"epochs\": 21");
        assertExceeds(service.post("/api/v1/runs", large), "/spec/training/epochs", "run.epochs", 21, 20);
        Answer validated = service.post("/api/v1/runs?validate_only=true", large);
        assertExceeds(validated, "/spec/training/epochs", "run.epochs", 21, 20);
        String run = service.submit(Specs.SMALL);
        service.ended(run);
        Answer forked = service.post(
                "/api/v1/runs/" + run + "/fork", "{\"patch\": {\"training\": {\"epochs\": 30}}, \"from_epoch\": 5}");
        assertExceeds(forked, "/patch/training/epochs", "run.epochs", 30, 20);
        Answer predicted =
                service.post("/api/v1/runs/" + run + "/predictions", "{\"features\": [[0, 0], [0, 1], [1, 0]]}");
        assertExceeds(predicted, "/features", "predictions.rows", 3, 2);
    }

    @Test
    void previewsAreRefusedThatShowTooMuch() {
        Answer preview = service.post("/api/v1/datasets/preview", "{\"dataset\": \"circles\", \"points\": 51}");
        assertExceeds(preview, "/points", "previews.points", 51, 50);
    }

    @Test
    void whatIsWrongAnywhereNamesNoLimit() {
        JsonNode error = service.post("/api/v1/runs", Specs.SMALL.replace("\"epochs\": 5", "\"epochs\": -1"))
                .json()
                .at("/errors/0");
        assertThat(error.propertyNames()).containsExactlyInAnyOrder("pointer", "value", "detail", "code");
    }
}
