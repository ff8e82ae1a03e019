package dev.backflow.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Presets that are experiments, and claims, over HTTP. */
class ExperimentPresetsIT {

    /** Two cells that differ as much as can be: one trains, the other does not. */
    private static final String CLAIM = """
            {"base": {
              "dataset": {"type": "moons", "samples": 60, "noise": 0.1},
              "network": {"layers": [{"units": 1, "activation": "sigmoid"}]},
              "training": {"loss": "binary_crossentropy", "optimizer": {"type": "adam", "learning_rate": 0.1},
                           "metrics": ["accuracy"], "epochs": 10}},
             "axes": [{"path": "/training/epochs", "values": [0, 10]}],
             "seeds": {"count": 8}, "question": {"metric": "loss", "learned_from": 0.4},
             "claim": {"says": "Training helps.", "source": "common sense", "conditions": [%s]}}
            """;

    private final TestService service = TestService.shared();

    private JsonNode get(String path) {
        Answer answer = service.get(path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private String ended(JsonNode made) {
        String path = "/api/v1/experiments/" + made.get("id").asString();
        await().until(() -> !get(path).at("/status/finished_at").isNull());
        return path;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            holds         | {"measure": "value", "cell": "10", "relation": "better_than", "than": "0"}
            does_not_hold | {"measure": "value", "cell": "0", "relation": "better_than", "than": "10"}
            holds         | {"measure": "value", "cell": "0", "relation": "not_better_than", "than": "10"}
            not_shown     | {"measure": "value", "cell": "0", "relation": "better_than", "than": "0"}
            does_not_hold | {"measure": "value", "cell": "10", "relation": "at_least", "value": 100}
            """)
    void aClaimHoldsAsTheRunsSay(String verdict, String condition) {
        Answer made = service.post("/api/v1/experiments", CLAIM.formatted(condition));
        assertThat(made.status()).as(made.body()).isEqualTo(202);
        String path = ended(made.json());
        JsonNode claim = get(path).get("claim");
        assertThat(claim.get("says").asString()).isEqualTo("Training helps.");
        assertThat(claim.get("verdict").asString()).as(claim.toString()).isEqualTo(verdict);
        assertThat(claim.get("sentence").asString()).endsWith(".");
        assertThat(get(path + "/summary").get("claim")).isEqualTo(claim);
    }

    @Test
    void nothingIsShownAsLongAsRunsAreToCome() {
        String body = CLAIM.formatted(
                        "{\"measure\": \"value\", \"cell\": \"30000\", \"relation\": \"better_than\", \"than\": \"0\"}")
                .replace("[0, 10]", "[0, 30000]");
        JsonNode made = service.post("/api/v1/experiments", body).json();
        String path = "/api/v1/experiments/" + made.get("id").asString();
        assertThat(made.at("/claim/verdict").asString()).isEqualTo("not_shown");
        assertThat(get(path).at("/claim/sentence").asString()).contains("of 16 have");
        assertThat(get(path + "/summary").at("/claim/verdict").asString()).isEqualTo("not_shown");
        service.post(path + "/cancel", "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            /claim/conditions/0/cell     | {"measure": "value", "cell": "11", "relation": "at_least", "value": 1}
            /claim/conditions/0/than     | {"measure": "value", "cell": "0", "relation": "better_than", "than": "x"}
            /claim/conditions/0/value    | {"measure": "value", "cell": "0", "relation": "at_least"}
            /claim/conditions/0/relation | {"measure": "value", "cell": "0", "relation": "best"}
            /claim/conditions            |
            """)
    void aClaimAboutCellsThatThereAreNotIsRefusedAtItsPlace(String pointer, String condition) {
        Answer refused = service.post(
                "/api/v1/experiments?validate_only=true", CLAIM.formatted(condition == null ? "" : condition));
        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/pointer").asString())
                .as(refused.body())
                .isEqualTo(pointer);
    }

    @Test
    void whatIsLearnedHasToBeSaidBeforeItIsClaimed() {
        String body = CLAIM.formatted("{\"cell\": \"10\", \"relation\": \"at_least\", \"value\": 0.5}")
                .replace(", \"learned_from\": 0.4", "");
        Answer refused = service.post("/api/v1/experiments", body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("/claim/conditions/0/measure");
    }

    @Test
    void presetsAreRunsOrExperimentsAndSayWhatTheyCost() {
        for (JsonNode preset : get("/api/v1/presets").get("items")) {
            boolean runs = preset.get("kind").asString().equals("runs");
            assertThat(preset.get("runs").isEmpty()).isNotEqualTo(runs);
            if (!runs) {
                assertThat(preset.at("/experiment/claim/source").asString()).contains("20");
            }
            if (!preset.get("experiment").isNull()) {
                assertThat(preset.at("/estimate/cpu_seconds").asDouble()).isPositive();
                JsonNode twice = get("/api/v1/presets/" + preset.get("name").asString() + "?seeds=40");
                assertThat(twice.at("/experiment/seeds/count").asInt()).isEqualTo(40);
                assertThat(twice.at("/estimate/runs").asInt())
                        .isEqualTo(40 * twice.at("/estimate/cells").asInt());
                Answer posted = service.post(
                        "/api/v1/experiments?validate_only=true",
                        preset.get("experiment").toString());
                assertThat(posted.status()).as(posted.body()).isEqualTo(200);
            }
        }
    }

    @Test
    void seedsMakeAnExperimentOfATutorialsPreset() {
        Answer made = service.post("/api/v1/presets/vanishing-gradient?seeds=2", "");
        assertThat(made.status()).as(made.body()).isEqualTo(202);
        assertThat(made.response().headers().firstValue("Location"))
                .contains("/api/v1/experiments/" + made.json().get("id").asString());
        String path = ended(made.json());
        assertThat(get(path).at("/status/runs/succeeded").asInt()).isEqualTo(6);
        assertThat(get(path + "/summary").at("/cells/0/sentence").asString()).startsWith("The gradient vanishes");
        service.delete(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cures?seeds=0", "cures?seeds=1001", "cures?seeds=900", "remedies?seeds=3", "cures?seeds=x"})
    void seedsThatCannotBeAreRefused(String preset) {
        for (Answer refused :
                new Answer[] {service.get("/api/v1/presets/" + preset), service.post("/api/v1/presets/" + preset, "")
                }) {
            assertThat(refused.status()).as(refused.body()).isEqualTo(400);
            assertThat(refused.json().at("/errors/0/parameter").asString()).isEqualTo("seeds");
        }
    }

    @Test
    void aRepeatedRequestFindsTheExperimentOfThePreset() {
        String first = submitted("again");
        assertThat(submitted("again")).isEqualTo(first);
        service.post("/api/v1/experiments/" + first + "/cancel", "");
    }

    private String submitted(String key) {
        return service.send(HttpRequest.newBuilder(service.address("/api/v1/presets/three-networks?seeds=1"))
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.noBody()))
                .json()
                .get("id")
                .asString();
    }
}
