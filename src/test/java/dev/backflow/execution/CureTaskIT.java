package dev.backflow.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestService;
import dev.backflow.runs.Limits;
import dev.backflow.runs.RunCost;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CureTaskIT {

    private static final String ILL = """
            {"spec": {"dataset": {"type": "circles", "samples": %d},
             "network": {"layers": [{"repeat": 4, "units": %d, "activation": "sigmoid"}, {"units": 1, "activation": "sigmoid"}]},
             "training": {"loss": "binary_crossentropy", "metrics": ["accuracy"], "epochs": 10}, "seed": 1}}
            """;

    @TempDir
    Path directory;

    private static String search(TestService service, String run) {
        JsonNode cures = service.get("/api/v1/runs/" + run + "/cures").json();
        return cures.at("/search/state").asString();
    }

    /** The only worker waits for memory with it for a while, and then turns to others. */
    @Test
    void aSearchThatLacksMemoryMakesWayForOthersAndGoesOnLater() {
        try (TestService service = TestService.start(
                directory, "--backflow.worker.threads=1", "--backflow.limits.run.heap-bytes=20000000")) {
            long all = service.part(Limits.class).run().heapBytes();
            String ill = service.submit(ILL.formatted(2000, 30));
            service.ended(ill);
            MemoryBudget.Share taken = service.part(MemoryBudget.class).share();
            assertThat(taken.admits("another", new RunCost(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, all, 0), Instant.now()))
                    .isTrue();

            service.post("/api/v1/runs/" + ill + "/cures", "");
            String small = service.submit(ILL.formatted(4, 1));

            assertThat(service.ended(small).at("/status/state").asString()).isEqualTo("succeeded");
            assertThat(search(service, ill)).isNotEqualTo("succeeded");
            taken.close();
            await().until(() -> search(service, ill).equals("succeeded"));
        }
    }
}
