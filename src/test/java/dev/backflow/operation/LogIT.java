package dev.backflow.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestService;
import dev.backflow.durability.Trainings;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the log tells whoever operates the service. */
@ExtendWith(OutputCaptureExtension.class)
class LogIT {

    @TempDir
    Path directory;

    private static List<String> lines(CapturedOutput output, String part) {
        return output.getAll().lines().filter(line -> line.contains(part)).toList();
    }

    @Test
    void aRunIsALineWhenAcceptedWhenStartedAndWhenEnded(CapturedOutput output) {
        try (TestService service = TestService.start(directory)) {
            String id = service.submit(Trainings.epochs("logged and forged", 30));
            service.ended(id);
            await().until(() -> lines(output, id).size() >= 3);
            List<String> lines = lines(output, id);
            assertThat(lines).hasSize(3);
            assertThat(lines.get(0)).contains("INFO").contains("Run " + id + " accepted: ");
            assertThat(lines.get(1)).contains("INFO").contains("Run " + id + " started, attempt 1, ");
            assertThat(lines.get(2)).contains("INFO").contains("Run " + id + " succeeded at epoch 30, ");
            assertThat(lines(output, "forged")).isEmpty();
        }
    }

    @Test
    void aCancelledRunThatNeverStartedHasEndedToo(CapturedOutput output) {
        try (TestService service = TestService.start(directory, "--backflow.worker.threads=0")) {
            String id = service.submit(Trainings.epochs("waiting", 30));
            service.post("/api/v1/runs/" + id + "/cancel", "");
            await().until(() -> lines(output, id).size() >= 2);
            assertThat(lines(output, id).get(1)).endsWith("Run " + id + " cancelled at epoch 0");
        }
    }

    @Test
    void linesAreJsonOnRequest(CapturedOutput output) {
        try (TestService service = TestService.start(directory, "--logging.structured.format.console=ecs")) {
            String id = service.submit(Trainings.epochs("logged", 30));
            service.ended(id);
            await().until(() -> lines(output, id).size() >= 3);
            for (String line : lines(output, id)) {
                JsonNode json = new JsonMapper().readTree(line);
                assertThat(json.get("run_id").asString()).isEqualTo(id);
                assertThat(json.at("/log/level").asString()).isEqualTo("INFO");
                assertThat(json.get("message").asString()).startsWith("Run " + id);
            }
        }
    }

    @Test
    void whatAClientDoesWrongIsOneLineAtMost(CapturedOutput output) {
        try (TestService service = TestService.start(directory)) {
            long before = output.getAll().lines().count();
            List<HttpRequest.Builder> wrong = Stream.concat(
                            Stream.of(
                                            "/api/v1/runs/none",
                                            "/api/v1/runs?color=red",
                                            "/api/v1/runs?page_size=many",
                                            "/nowhere",
                                            "/api/v1/runs/none/series?tensor=none&statistic=none")
                                    .map(path -> HttpRequest.newBuilder(service.address(path))),
                            Stream.of("", "{", "[]", "null", "{\"spec\": {}}", "{\"spec\": 1e400}", "\u0000")
                                    .map(body -> HttpRequest.newBuilder(service.address("/api/v1/runs"))
                                            .header("Content-Type", "application/json")
                                            .POST(HttpRequest.BodyPublishers.ofString(body))))
                    .toList();
            for (HttpRequest.Builder request : wrong) {
                assertThat(service.send(request).status()).isBetween(400, 499);
            }
            assertThat(output.getAll().lines().count() - before).isLessThanOrEqualTo(wrong.size());
        }
    }
}
