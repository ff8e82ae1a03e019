package dev.backflow.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** A grid whose process dies in the middle of it. */
class ExperimentKillIT {

    private static final String GRID = """
            {"base": {
              "dataset": {"type": "circles", "samples": 200, "factor": 0.5, "noise": 0.1},
              "network": {"layers": [
                {"name": "hidden", "repeat": 2, "units": 4, "activation": "tanh"},
                {"units": 1, "activation": "sigmoid"}]},
              "training": {"loss": "binary_crossentropy", "optimizer": "adam", "metrics": ["accuracy"], "epochs": 200}},
             "axes": [{"path": "/network/layers/0/activation", "values": ["sigmoid", "tanh", "relu"]}],
             "seeds": {"count": 30}, "question": {"learned_from": 0.9}}
            """;

    private static final int RUNS = 90;
    private static final String EXPERIMENTS = "/api/v1/experiments";

    @TempDir
    Path directory;

    /** On PostgreSQL another node goes on; on H2 the process starts again. */
    @ParameterizedTest
    @EnumSource
    void itEndsCompleteWithEachRunOnceAndTheBitsOfAnUndisturbedOne(TestDatabase database) throws IOException {
        String[] arguments = database.create(directory);
        String takeover = "--backflow.worker.takeover=5s";
        String id;
        try (ServiceProcess service =
                ServiceProcess.start(directory, arguments, "--backflow.worker.threads=1", takeover)) {
            id = service.posted(EXPERIMENTS, GRID).get("id").asString();
            await().pollInterval(Duration.ofMillis(20))
                    .until(() -> service.json(EXPERIMENTS + "/" + id)
                                    .at("/status/runs/succeeded")
                                    .asInt()
                            > 0);
            service.kill();
        }
        try (TestService service = TestService.on(arguments, "--backflow.worker.threads=0")) {
            assertThat(succeeded(service, id)).isLessThan(RUNS);
        }
        try (TestService service = TestService.on(arguments, takeover)) {
            await().until(() -> succeeded(service, id) == RUNS);
            String undisturbed =
                    service.post(EXPERIMENTS, GRID).json().get("id").asString();
            await().until(() -> succeeded(service, undisturbed) == RUNS);
            assertThat(service.ids("?page_size=200&experiment=" + id)).hasSize(RUNS);
            assertThat(answers(service, id, "/summary")).isEqualTo(answers(service, undisturbed, "/summary"));
            assertThat(answers(service, id, "/comparison")).isEqualTo(answers(service, undisturbed, "/comparison"));
            assertThat(answers(service, id, "/series?tensor=kernel_gradient&statistic=std"))
                    .isEqualTo(answers(service, undisturbed, "/series?tensor=kernel_gradient&statistic=std"));
            Map<String, String> digests = digests(service, id);
            assertThat(digests).hasSize(RUNS).isEqualTo(digests(service, undisturbed));
        }
    }

    private static int succeeded(TestService service, String id) {
        return service.get(EXPERIMENTS + "/" + id)
                .json()
                .at("/status/runs/succeeded")
                .asInt();
    }

    /** Without the ids of experiment and runs. */
    private static String answers(TestService service, String id, String path) {
        return service.get(EXPERIMENTS + "/" + id + path).body().replaceAll("\"[0-9a-f-]{36}\"", "\"an id\"");
    }

    /** By cell and seed, which the name says. */
    private static Map<String, String> digests(TestService service, String id) {
        Map<String, String> digests = new TreeMap<>();
        for (JsonNode run : service.get("/api/v1/runs?page_size=200&experiment=" + id)
                .json()
                .get("items")) {
            String name = run.get("name").asString();
            String before = digests.put(
                    name,
                    Trainings.digest(
                            run.get("id").asString(), path -> service.get(path).body()));
            assertThat(before).as(name).isNull();
        }
        return digests;
    }
}
