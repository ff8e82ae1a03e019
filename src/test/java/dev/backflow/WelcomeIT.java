package dev.backflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a newcomer finds. */
class WelcomeIT {

    private static final List<String> LAYERS = List.of("hidden_1", "hidden_2", "hidden_3", "hidden_4", "output");

    @Test
    void anEmptyStoreTrainsTheTutorialAtTheFirstStartOnly(@TempDir Path directory) {
        String[] database = TestDatabase.H2.create(directory);
        try (TestService service = TestService.on(database, "--backflow.welcome=true")) {
            await().until(() -> service.ids("?label=preset:vanishing-gradient&state=succeeded")
                            .size()
                    == 3);
            for (JsonNode run : service.get("/api/v1/runs").json().get("items")) {
                assertSixFigures(service, run.get("id").asString());
            }
        }
        try (TestService again = TestService.on(database, "--backflow.welcome=true")) {
            assertThat(again.ids("")).hasSize(3);
        }
    }

    /** Weights and gradients: mean and standard deviation of every layer, and the loss. */
    private static void assertSixFigures(TestService service, String id) {
        for (String tensor : List.of("kernel", "kernel_gradient")) {
            for (String statistic : List.of("mean", "std")) {
                JsonNode columns = service.get(
                                "/api/v1/runs/" + id + "/series?tensor=" + tensor + "&statistic=" + statistic)
                        .json()
                        .get("columns");
                assertThat(columns.propertyNames())
                        .containsExactly("epoch", "hidden_1", "hidden_2", "hidden_3", "hidden_4", "output");
                assertThat(columns.at("/epoch/100").asInt()).isEqualTo(100);
                for (String layer : LAYERS) {
                    assertThat(columns.get(layer).size()).isEqualTo(101);
                    columns.get(layer)
                            .forEach(point -> assertThat(point.isNumber()).isTrue());
                }
            }
        }
        assertThat(service.get("/api/v1/runs/" + id + "/metrics")
                        .json()
                        .get("columns")
                        .propertyNames())
                .containsExactly("epoch", "loss", "accuracy", "learning_rate");
    }

    @Test
    void everyPresetCanBeSubmittedAndSucceeds(@TempDir Path directory) {
        try (TestService service = TestService.start(directory)) {
            JsonNode presets = service.get("/api/v1/presets").json().get("items");
            assertThat(presets.valueStream().map(preset -> preset.get("name").asString()))
                    .containsExactlyInAnyOrder(
                            "vanishing-gradient",
                            "glorot",
                            "remedies",
                            "three-layer-relu",
                            "three-layer-sigmoid",
                            "five-layer-sigmoid",
                            "three-networks",
                            "glorot-2010",
                            "depth",
                            "he-2015",
                            "cures");
            for (JsonNode preset : presets) {
                if (preset.get("kind").asString().equals("experiment")) {
                    continue; // as ExperimentPresetsIT does
                }
                TestService.Answer answer =
                        service.post("/api/v1/presets/" + preset.get("name").asString(), "");
                assertThat(answer.status()).isEqualTo(202);
                assertThat(answer.json().get("items").size())
                        .isEqualTo(preset.get("runs").size());
                for (JsonNode run : answer.json().get("items")) {
                    assertThat(service.ended(run.get("id").asString())
                                    .at("/status/state")
                                    .asString())
                            .isEqualTo("succeeded");
                }
            }
        }
    }
}
