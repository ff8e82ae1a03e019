package dev.backflow.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Same spec, same seed: same bytes, however many workers there are and whatever interrupts them. */
class ReproducibilityIT {

    private static String run(String activation, int epochs) {
        return """
                {"name": "%s", "spec": {
                  "dataset": {"type": "circles", "samples": 200, "factor": 0.5, "noise": 0.1, "seed": 1},
                  "network": {"layers": [
                    {"name": "hidden", "repeat": 3, "units": 7, "activation": "%s"},
                    {"name": "output", "units": 1, "activation": "sigmoid"}]},
                  "training": {"loss": "binary_crossentropy", "optimizer": "rmsprop", "metrics": ["accuracy"],
                               "epochs": %d, "batch_size": 16, "validation_split": 0.1},
                  "seed": 5}}
                """.formatted(activation, activation, epochs);
    }

    /** Everything readable of a run but its id. */
    private static String recorded(TestService service, String id) {
        List<String> answers = new ArrayList<>();
        answers.add(service.get("/api/v1/runs/" + id + "/metrics").body());
        answers.add(service.get("/api/v1/runs/" + id + "/model").body());
        for (String tensor : List.of("kernel", "kernel_gradient", "activation", "pre_activation_gradient")) {
            for (String statistic : List.of("mean", "std", "min", "max", "mean_abs", "rms", "l2", "zero_fraction")) {
                answers.add(service.get("/api/v1/runs/" + id + "/series?tensor=" + tensor + "&statistic=" + statistic)
                        .body());
            }
        }
        return String.join("\n", answers).replace(id, "ID");
    }

    private static TreeMap<String, String> recordedWith(Path directory, int workers) {
        List<String> activations = List.of("sigmoid", "tanh", "relu", "selu", "gelu", "softplus");
        try (TestService service = TestService.start(directory, "--backflow.worker.threads=" + workers)) {
            List<String> ids = IntStream.range(0, 12)
                    .mapToObj(i -> service.submit(run(activations.get(i % 6), 20)))
                    .toList();
            TreeMap<String, String> byName = new TreeMap<>();
            for (String id : ids) {
                String name = service.ended(id).get("name").asString();
                String before = byName.put(name, recorded(service, id));
                assertThat(before == null || before.equals(byName.get(name))).isTrue();
            }
            return byName;
        }
    }

    @Test
    void oneAndFourWorkersRecordTheSameBytes(@TempDir Path directory) {
        assertThat(recordedWith(directory, 4)).isEqualTo(recordedWith(directory, 1));
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aRunInterruptedByARestartEndsWithTheBytesOfAnUndisturbedOne(TestDatabase database, @TempDir Path directory) {
        String[] arguments = database.create(directory);
        String id;
        try (TestService service = TestService.on(arguments)) {
            id = service.submit(run("tanh", 30_000));
            await().until(() ->
                    service.get("/api/v1/runs/" + id).json().at("/status/epoch").asInt() > 0);
            assertThat(service.state(id)).isEqualTo("running");
        }
        try (TestService service = TestService.on(arguments)) {
            assertThat(service.ended(id).at("/status/state").asString()).isEqualTo("succeeded");
            assertThat(service.get("/api/v1/runs/" + id)
                            .json()
                            .at("/status/attempt")
                            .asInt())
                    .isOne();
            String undisturbed = service.submit(run("tanh", 30_000));
            service.ended(undisturbed);
            assertThat(recorded(service, id)).isEqualTo(recorded(service, undisturbed));
        }
    }
}
