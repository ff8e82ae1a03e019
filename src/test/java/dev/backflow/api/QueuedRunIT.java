package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import dev.backflow.diagnosis.RulePack;
import dev.backflow.diagnosis.Signal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is read of a run before anything of it is recorded. */
class QueuedRunIT {

    @Test
    void aQueuedRunHasNoNumbersAndNoFindingsYet(@TempDir Path directory) {
        try (TestService service = TestService.start(directory, "--backflow.worker.threads=0")) {
            JsonNode run = service.post("/api/v1/presets/vanishing-gradient", "")
                    .json()
                    .at("/items/0");
            String path = "/api/v1/runs/" + run.get("id").asString();
            assertThat(read(service, path + "/metrics").at("/columns/epoch")).isEmpty();
            assertThat(read(service, path + "/series?tensor=kernel&statistic=std")
                            .at("/columns/epoch"))
                    .isEmpty();
            for (Signal signal : Signal.values()) {
                if (signal != Signal.UPDATE_RATIO) { // the tutorial does not record what it is made of
                    assertThat(read(service, path + "/signals/" + signal.wireName())
                                    .at("/columns/epoch"))
                            .isEmpty();
                }
            }
            for (RulePack pack : RulePack.values()) {
                assertThat(read(service, path + "/findings?pack=" + pack.wireName())
                                .get("items"))
                        .isEmpty();
            }
        }
    }

    private static JsonNode read(TestService service, String path) {
        Answer answer = service.get(path);
        assertThat(answer.status()).as(path + " " + answer.body()).isEqualTo(200);
        return answer.json();
    }
}
