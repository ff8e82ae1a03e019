package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import dev.backflow.diagnosis.RulePack;
import dev.backflow.diagnosis.Signal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Signals and findings as a client reads them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiagnosisIT {

    /** Learns nothing for as long as anybody cares to wait. */
    private static final String LONG = """
            {"name": "long", "spec": {
              "dataset": {"type": "circles", "samples": 200, "noise": 0.1, "factor": 0.5},
              "network": {"layers": [
                {"name": "hidden", "repeat": 8, "units": 5, "activation": "sigmoid"}, {"units": 1, "activation": "sigmoid"}]},
              "training": {"loss": "binary_crossentropy", "optimizer": "sgd", "epochs": 400000},
              "recording": {"tensors": ["kernel", "kernel_update", "activation", "pre_activation_gradient"]}}}
            """;

    private TestService service;
    private String sigmoid;
    private String tanh;
    private String relu;

    @BeforeAll
    void trainTheTutorial() {
        service = TestService.shared();
        JsonNode items =
                service.post("/api/v1/presets/vanishing-gradient", "").json().get("items");
        sigmoid = items.get(0).get("id").asString();
        tanh = items.get(1).get("id").asString();
        relu = items.get(2).get("id").asString();
        items.forEach(run -> service.ended(run.get("id").asString()));
    }

    private JsonNode read(String run, String path) {
        Answer answer = service.get("/api/v1/runs/" + run + path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void theTutorialsSigmoidNetworkIsDiagnosedAndTheOthersAreClean() {
        JsonNode findings = read(sigmoid, "/findings");
        JsonNode vanishing = findings.get("items")
                .valueStream()
                .filter(item -> item.get("rule").asString().equals("vanishing_gradient"))
                .findFirst()
                .orElseThrow();
        assertThat(vanishing.at("/layers/0").asString()).isEqualTo("hidden_1");
        assertThat(vanishing.at("/measured/value").asDouble())
                .isLessThan(vanishing.at("/threshold/value").asDouble());
        assertThat(findings.get("not_judged")
                        .valueStream()
                        .map(rule -> rule.get("rule").asString()))
                .containsExactly("overfitting");
        assertThat(read(tanh, "/findings").get("items")).isEmpty();
        assertThat(read(relu, "/findings").get("items")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyPackAnswers(RulePack pack) {
        JsonNode findings = read(sigmoid, "/findings?pack=" + pack.wireName());
        assertThat(findings.get("pack").asString()).isEqualTo(pack.wireName());
        assertThat(findings.get("items")
                        .valueStream()
                        .map(item -> item.get("rule").asString()))
                .isSubsetOf(pack.ruleIds());
    }

    @Test
    void backwardGainIsTheRatioOfNeighbouringSignals() {
        JsonNode gain = read(sigmoid, "/signals/backward_gain");
        assertThat(gain.get("columns").propertyNames())
                .containsExactly("epoch", "hidden_1", "hidden_2", "hidden_3", "hidden_4");
        JsonNode rms = read(sigmoid, "/series?tensor=pre_activation_gradient&statistic=rms")
                .get("columns");
        for (int epoch = 0; epoch <= 100; epoch++) {
            double expected = rms.get("hidden_2").get(epoch).asDouble()
                    / rms.get("hidden_3").get(epoch).asDouble();
            assertThat(gain.at("/columns/hidden_2/" + epoch).asDouble()).isEqualTo(expected);
        }
        assertThat(gain.at("/expected/hidden_2").asDouble()).isCloseTo(0.45, within(0.1));
        assertThat(gain.get("non_finite")).isEmpty();
    }

    @Test
    void aSignalIsReadOfSomeLayersAndEpochsAsWell() {
        JsonNode all = read(sigmoid, "/signals/backward_gain");
        JsonNode some = read(sigmoid, "/signals/backward_gain?layers=hidden_3,hidden_1&from=10&to=12");
        assertThat(some.get("columns").propertyNames()).containsExactly("epoch", "hidden_1", "hidden_3");
        assertThat(some.at("/columns/epoch").toString()).isEqualTo("[10,11,12]");
        for (int i = 0; i < 3; i++) {
            assertThat(some.at("/columns/hidden_3/" + i)).isEqualTo(all.at("/columns/hidden_3/" + (10 + i)));
        }
        assertThat(some.get("expected").propertyNames()).containsExactly("hidden_1", "hidden_3");
        assertThat(some.get("thinned").asBoolean()).isFalse();
        assertThat(read(sigmoid, "/signals/saturation?layers=hidden_3&points=30")
                        .at("/columns/epoch")
                        .size())
                .isBetween(3, 30);
    }

    @ParameterizedTest
    @EnumSource(names = {"BACKWARD_GAIN", "FORWARD_GAIN", "SATURATION", "DEAD_UNITS", "INACTIVE_UNITS"})
    void whatIsRecordedByDefaultIsEnough(Signal signal) {
        JsonNode read = read(relu, "/signals/" + signal.wireName());
        read.get("columns").forEach(column -> assertThat(column).hasSize(101));
        assertThat(read.get("columns").size()).isGreaterThan(4);
    }

    @ParameterizedTest
    @CsvSource({
        "/signals/update_ratio, 400, kernel_update",
        "/signals/saturation?layers=nonsense, 400, hidden_4",
        "/signals/backward_gain?layers=output, 400, hidden_4",
        "/signals/backward_gain?from=7&to=3, 400, above",
        "/signals/backward_gain?from=-1, 400, below 0",
        "/signals/backward_gain?to=3&to=4, 400, takes one value",
        "/series?tensor=kernel&tensor=bias&statistic=std, 400, takes one value",
        "/signals/nonsense, 400, backward_gain",
        "/findings?pack=nonsense, 400, sagemaker_debugger",
        "/findings?color=red, 400, color"
    })
    void whatCannotBeAnsweredIsRefusedWithARemedy(String path, int status, String remedy) {
        Answer answer = service.get("/api/v1/runs/" + sigmoid + path);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().get("errors").toString()).contains(remedy);
    }

    @Test
    void aRunThatDoesNotExistHasNeither() {
        assertThat(service.get("/api/v1/runs/none/findings").status()).isEqualTo(404);
        assertThat(service.get("/api/v1/runs/none/signals/saturation").status()).isEqualTo(404);
    }

    @Test
    void everyRemedyChangesTheRunAndCanBeForkedWith() {
        String id = service.submit("""
                {"spec": {"dataset": {"type": "circles", "samples": 100},
                  "network": {"layers": [{"units": 8, "activation": "relu", "kernel_initializer": "he_normal"},
                    {"units": 1, "activation": "sigmoid"}]},
                  "training": {"loss": "binary_crossentropy", "optimizer": {"type": "adam", "learning_rate": 1e-9},
                    "epochs": 50}}}
                """);
        service.ended(id);
        JsonNode finding = read(id, "/findings")
                .get("items")
                .valueStream()
                .filter(item -> item.get("rule").asString().equals("no_learning"))
                .findFirst()
                .orElseThrow();
        assertThat(finding.get("remedies")
                        .valueStream()
                        .map(remedy -> remedy.get("title").asString()))
                .containsExactly(
                        "Use leaky_relu with he_normal in the hidden layers, and adam with a learning rate of 0.01",
                        "Use leaky_relu with he_normal in the hidden layers",
                        "Use adam with a learning rate of 0.01");
        JsonNode spec = read(id, "").get("spec");
        finding.get("remedies").forEach(remedy -> {
            Answer fork = service.post("/api/v1/runs/" + id + "/fork", "{\"patch\": " + remedy.get("patch") + "}");
            assertThat(fork.status()).as(fork.body()).isBetween(200, 202);
            assertThat(fork.json().get("spec")).isNotEqualTo(spec);
        });
    }

    @Test
    void aRunningRunIsDiagnosedAsFarAsItIs() {
        String id = service.submit(LONG.replace("400000", "20000"));
        await().until(() -> read(id, "").at("/status/epoch").asInt() > 5000
                || !service.state(id).equals("running") && !service.state(id).equals("queued"));
        assertThat(read(id, "/findings").get("items").toString()).contains("vanishing_gradient");
        assertThat(read(id, "/signals/update_ratio").at("/columns/output/0").isNull())
                .isTrue();
        assertThat(read(id, "/signals/update_ratio").at("/columns/output/1").asDouble())
                .isPositive();
        service.post("/api/v1/runs/" + id + "/cancel", "");
    }
}
