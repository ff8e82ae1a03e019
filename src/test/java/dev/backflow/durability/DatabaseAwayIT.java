package dev.backflow.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database is away for a while, in the middle of a training and of requests. */
class DatabaseAwayIT {

    private static final int OUTAGE_SECONDS = Integer.getInteger("backflow.outage", 0);

    @TempDir
    Path directory;

    @Test
    void requestsAreToldToComeAgainAndTheTrainingGoesOnByItself() throws Exception {
        String[] arguments = TestDatabase.POSTGRESQL.create(directory);
        String url = arguments[1].substring(arguments[1].indexOf('=') + 1);
        URI database = URI.create(url.substring("jdbc:".length()));
        try (Proxy proxy = new Proxy(database.getPort())) {
            arguments[1] = arguments[1].replace(":" + database.getPort() + "/", ":" + proxy.port() + "/");
            try (TestService service = TestService.on(arguments)) {
                String undisturbed = service.submit(Trainings.epochs("run", 40_000));
                service.ended(undisturbed);
                String id = service.submit(Trainings.epochs("run", 40_000));
                List<String> acknowledged = new ArrayList<>(List.of(id));
                await().until(() -> service.get("/api/v1/runs/" + id)
                                .json()
                                .at("/status/epoch")
                                .asInt()
                        > 0);
                for (int cut = 0; cut < 3; cut++) {
                    proxy.cut();
                    Answer refused = service.post("/api/v1/runs", Trainings.epochs("refused", 30));
                    assertThat(refused.status()).as(refused.body()).isEqualTo(503);
                    assertThat(refused.response().headers().firstValue("Retry-After"))
                            .isPresent();
                    assertThat(service.get("/api/v1/runs/" + id).status()).isEqualTo(503);
                    assertThat(managed(service, "/actuator/health/liveness")).isEqualTo(200);
                    assertThat(managed(service, "/actuator/health/readiness")).isEqualTo(503);
                    assertThat(managed(service, "/actuator/prometheus")).isEqualTo(200);
                    Clients.pause(1000L * OUTAGE_SECONDS);
                    proxy.mend();
                    await().until(() -> managed(service, "/actuator/health/readiness") == 200);
                    await().until(() -> {
                        Answer answer = service.post("/api/v1/runs", Trainings.epochs("short", 30));
                        if (answer.status() == 202) {
                            acknowledged.add(answer.json().get("id").asString());
                        }
                        return answer.status() == 202;
                    });
                }
                for (String run : acknowledged) {
                    assertThat(service.ended(run).at("/status/state").asString())
                            .isEqualTo("succeeded");
                }
                assertThat(digest(service, id)).isEqualTo(digest(service, undisturbed));
            }
        }
    }

    private static int managed(TestService service, String path) {
        return service.send(HttpRequest.newBuilder(service.managed(path)).timeout(Duration.ofSeconds(10)))
                .status();
    }

    private static String digest(TestService service, String id) {
        return Trainings.digest(id, path -> service.get(path).body());
    }
}
