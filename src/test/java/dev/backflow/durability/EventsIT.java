package dev.backflow.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams of events that are cut and resumed. */
class EventsIT {

    private static final int CUTS = 50;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Integer> epochs = new ArrayList<>();
    private final List<String> states = new CopyOnWriteArrayList<>();

    @TempDir
    Path directory;

    /** Reads some epoch events after the last one known; whether the stream came to its end by itself. */
    private boolean read(TestService node, String id, int most) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(node.address("/api/v1/runs/" + id + "/events"));
        if (!epochs.isEmpty()) {
            request.header("Last-Event-ID", String.valueOf(epochs.get(epochs.size() - 1)));
        }
        var response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            int read = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    epochs.add(Integer.parseInt(line.substring(4)));
                    read++;
                } else if (line.startsWith("data: {\"state\"")) {
                    states.add(line.substring(16).replaceFirst("\".*", ""));
                } else if (line.isEmpty() && read >= most) {
                    return false; // the cut
                }
            }
            return true;
        }
    }

    @Test
    void cutOftenAndResumedOnEitherNodeItTellsEveryEpochOnceInOrder() throws Exception {
        String[] database = TestDatabase.POSTGRESQL.create(directory);
        Random random = new Random();
        try (TestService one = TestService.on(database);
                TestService two = TestService.on(database, "--backflow.worker.threads=0")) {
            String id = one.submit(Trainings.epochs("run", 10_000));
            boolean ended = false;
            for (int cut = 0; cut < CUTS && !ended; cut++) {
                ended = read(random.nextBoolean() ? one : two, id, 1 + random.nextInt(60));
            }
            assertThat(ended).isFalse();
            assertThat(read(two, id, Integer.MAX_VALUE)).isTrue();
        }
        assertThat(epochs)
                .isEqualTo(
                        IntStream.rangeClosed(0, 2000).map(i -> 5 * i).boxed().toList());
        assertThat(states.get(states.size() - 1)).isEqualTo("succeeded");
    }

    @Test
    void resumedAfterARestartOfTheServiceItGoesOnWhereItEnded() throws Exception {
        String[] database = TestDatabase.H2.create(directory);
        String id;
        try (TestService service = TestService.on(database)) {
            id = service.submit(Trainings.epochs("run", 40_000));
            read(service, id, 100);
        }
        try (TestService service = TestService.on(database)) {
            assertThat(read(service, id, Integer.MAX_VALUE)).isTrue();
            assertThat(read(service, id, Integer.MAX_VALUE)).isTrue();
        }
        assertThat(epochs)
                .isEqualTo(
                        IntStream.rangeClosed(0, 8000).map(i -> 5 * i).boxed().toList());
    }

    @Test
    void aWaitingRunHasItsStatusToldAndABadIdIsRefused() throws Exception {
        try (TestService service = TestService.start(directory, "--backflow.worker.threads=0")) {
            String id = service.submit(Trainings.epochs("run", 10));
            new Thread(() -> {
                        await().until(() -> !states.isEmpty());
                        service.post("/api/v1/runs/" + id + "/cancel", "");
                    })
                    .start();
            assertThat(read(service, id, Integer.MAX_VALUE)).isTrue();
            assertThat(states).containsExactly("queued", "cancelled");
            assertThat(epochs).isEmpty();
            assertThat(service.send(HttpRequest.newBuilder(service.address("/api/v1/runs/" + id + "/events"))
                                    .header("Last-Event-ID", "x"))
                            .status())
                    .isEqualTo(400);
            assertThat(service.get("/api/v1/runs/none/events").status()).isEqualTo(404);
        }
    }
}
