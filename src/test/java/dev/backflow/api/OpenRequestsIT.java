package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams and waiting requests are bounded, by client and in all, and what ends makes room. */
class OpenRequestsIT {

    private static final int MOST = 3;

    @TempDir
    Path directory;

    private static HttpRequest.Builder waiting(TestService service, String run) {
        return HttpRequest.newBuilder(service.address("/api/v1/runs/" + run)).header("Prefer", "wait=60");
    }

    private static void assertRefused(Answer answer, int status, String limit) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.response().headers().firstValue("Retry-After")).hasValue("5");
        assertThat(answer.json().get("limit").asString()).isEqualTo(limit);
        assertThat(answer.json().get("actual").asInt()).isEqualTo(MOST + 1);
        assertThat(answer.json().get("maximum").asInt()).isEqualTo(MOST);
    }

    private TestService start(String limit) {
        return TestService.start(
                directory, "--backflow.worker.threads=0", "--backflow.limits." + limit.replace('_', '-') + "=" + MOST);
    }

    private static void assertListed(TestService service, String limit) {
        String place = "/" + limit.replace('.', '/');
        assertThat(service.get("/api/v1/limits").json().at(place).asInt()).isEqualTo(MOST);
    }

    @ParameterizedTest
    @CsvSource({"at_once.streams_by_client, 429", "at_once.streams, 503"})
    void moreStreamsThanThatAreRefusedUntilOneCloses(String limit, int status) throws Exception {
        try (TestService service = start(limit)) {
            String run = service.submit(Specs.SMALL);
            URI events = service.address("/api/v1/runs/" + run + "/events");
            HttpClient client = HttpClient.newHttpClient();
            List<InputStream> streams = new ArrayList<>();
            for (int i = 0; i < MOST; i++) {
                HttpResponse<InputStream> answer =
                        client.send(HttpRequest.newBuilder(events).build(), BodyHandlers.ofInputStream());
                assertThat(answer.statusCode()).isEqualTo(200);
                streams.add(answer.body());
            }
            assertRefused(service.send(HttpRequest.newBuilder(events)), status, limit);
            assertListed(service, limit);
            service.post("/api/v1/runs/" + run + "/cancel", ""); // which ends all streams
            for (InputStream stream : streams) {
                stream.readAllBytes();
            }
            await().until(() -> service.send(HttpRequest.newBuilder(events)).status() == 200);
        }
    }

    @ParameterizedTest
    @CsvSource({"at_once.waits_by_client, 429", "at_once.waits, 503"})
    void moreWaitingRequestsThanThatAreRefusedUntilOneIsAnswered(String limit, int status) throws Exception {
        try (TestService service = start(limit)) {
            String run = service.submit(Specs.SMALL);
            BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
            for (int i = 0; i <= MOST; i++) {
                new Thread(() -> answers.add(service.send(waiting(service, run)))).start();
            }
            assertRefused(answers.take(), status, limit); // the others wait
            assertListed(service, limit);
            assertThat(service.get("/api/v1/runs/" + run).status()).isEqualTo(200);
            service.post("/api/v1/runs/" + run + "/cancel", "");
            for (int i = 0; i < MOST; i++) {
                assertThat(answers.take().status()).isEqualTo(200);
            }
            String other = service.submit(Specs.SMALL);
            assertThat(service.send(waiting(service, other).setHeader("Prefer", "wait=1"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void whatIsRefusedAsksForNothingMore() {
        try (TestService service = start("at_once.waits_by_client")) {
            for (int i = 0; i <= MOST; i++) {
                assertThat(service.send(waiting(service, "none")).status()).isEqualTo(404);
                assertThat(service.get("/api/v1/runs/none/events").status()).isEqualTo(404);
            }
        }
    }
}
