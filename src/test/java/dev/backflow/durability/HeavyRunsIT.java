package dev.backflow.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs that fit into memory one by one, but not all at the same time: in a process with 256 MB of heap. */
class HeavyRunsIT {

    private static final int WORKERS = 4;

    @TempDir
    Path directory;

    /** With 600 units of some 50 MB: 720,000 weights, with what Adam remembers and a checkpoint. */
    private static String heavy(int units, String name) {
        return Trainings.epochs(name, 2).replace("\"repeat\": 2, \"units\": 5", "\"repeat\": 3, \"units\": " + units);
    }

    private static String state(ServiceProcess service, String id) {
        JsonNode status = service.json("/api/v1/runs/" + id).get("status");
        return status.get("state").asString() + status.get("error");
    }

    @Test
    void theyWaitForEachOtherAndSmallOnesAreTrainedMeanwhile() throws Exception {
        try (ServiceProcess service = ServiceProcess.start(
                directory, TestDatabase.H2.create(directory), "--backflow.worker.threads=" + WORKERS)) {
            List<String> runs = new ArrayList<>();
            for (int i = 0; i < 2 * WORKERS; i++) {
                runs.add(service.submit("heavy-" + i, heavy(600, "heavy")));
                runs.add(service.submit("small-" + i, Trainings.epochs("small", 100)));
            }
            for (String run : runs) {
                await().until(() -> !state(service, run).startsWith("queued")
                        && !state(service, run).startsWith("running"));
                assertThat(state(service, run)).isEqualTo("succeedednull");
            }
        }
    }

    @Test
    void whatDoesNotFitAloneIsRefused() throws Exception {
        try (ServiceProcess service = ServiceProcess.start(directory, TestDatabase.H2.create(directory))) {
            long most = service.json("/api/v1/limits").at("/run/heap_bytes").asLong();
            assertThat(most).isLessThanOrEqualTo(64L << 20);
            HttpResponse<String> answer = service.send(HttpRequest.newBuilder(service.address("/api/v1/runs"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(heavy(2500, "too heavy"))));
            assertThat(answer.statusCode()).isEqualTo(400);
            JsonNode error = new JsonMapper().readTree(answer.body()).at("/errors/0");
            assertThat(error.get("limit").asString()).isEqualTo("run.heap_bytes");
            assertThat(error.get("maximum").asLong()).isEqualTo(most);
        }
    }
}
