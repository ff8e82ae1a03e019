package dev.backflow.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The heaviest runs that are accepted, trained and looked at all at the same time, in a container of 1 GB with 512 MB
 * of heap: three kinds of them, and all there are in more than one round.
 */
class HeaviestRunsIT {

    private static final int ROUNDS = Integer.getInteger("backflow.rounds", 1);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int LOOKING = 3;
    private static final long CONTAINER = 1L << 30;
    private static final String HEAP = "-Xmx512m -XX:+ExitOnOutOfMemoryError";

    private static final String ALL =
            "[\"kernel\", \"bias\", \"kernel_gradient\", \"bias_gradient\", \"pre_activation\","
                    + " \"activation\", \"pre_activation_gradient\", \"kernel_update\"]";

    /** What there is of each kind, where {@code N} is to be as large as may be; the number is more than may be. */
    private enum Kind {
        WIDEST(20_000, "60", "{\"units\": N}, {\"units\": 500}", "3", "\"epochs\": 1"),
        DEEPEST(2_000, "60", "{\"repeat\": 255, \"units\": N, \"activation\": \"tanh\"}", "3", "\"epochs\": 1"),
        LARGEST_KERNEL(20_000, "60", "{\"repeat\": 2, \"units\": N}", "3", "\"epochs\": 1"),
        LARGEST_BATCH(2_000_000, "N", "{\"repeat\": 4, \"units\": 16}", "3", "\"batch_size\": 65536, \"epochs\": 1"),
        ALL_RECORDED(20_000, "60", "{\"repeat\": 3, \"units\": N}", "3", "\"batch_size\": 2, \"epochs\": 2"),
        MOST_CLASSES(100_000, "N", "{\"units\": 8}", "1000", "\"epochs\": 1"),
        MOST_EXAMPLES(2_000_000, "N", "{\"units\": 2}", "3", "\"epochs\": 1, \"validation_split\": 0.3");

        private final int tooMuch;
        private final String samples;
        private final String layers;
        private final String classes;
        private final String training;

        Kind(int tooMuch, String samples, String layers, String classes, String training) {
            this.tooMuch = tooMuch;
            this.samples = samples;
            this.layers = layers;
            this.classes = classes;
            this.training = training;
        }

        static List<Kind> tried() {
            return ROUNDS > 1 ? List.of(values()) : List.of(WIDEST, MOST_CLASSES, MOST_EXAMPLES);
        }

        String spec(int size, int seed) {
            String recording = this == ALL_RECORDED
                    ? ", \"recording\": {\"tensors\": %1$s, \"histograms\": %1$s, \"every_steps\": 5, \"keep_checkpoints\":"
                                    .formatted(ALL)
                            + " {\"type\": \"every\", \"epochs\": 1}}"
                    : "";
            return """
                    {"name": "%s", "spec": {
                      "dataset": {"type": "gaussian_quantiles", "features": 20, "samples": %s, "classes": %s,
                                  "seed": %d},
                      "network": {"layers": [%s, {"name": "output", "units": %s, "activation": "softmax"}]},
                      "training": {"loss": "sparse_categorical_crossentropy", "optimizer": "nadam", %s}%s}}
                    """.formatted(name(), samples, classes, seed, layers, classes, training, recording)
                    .replaceAll("\\bN\\b", String.valueOf(size));
        }
    }

    @TempDir
    Path directory;

    private static HttpResponse<String> validated(ServiceProcess service, String body) {
        try {
            return service.send(HttpRequest.newBuilder(service.address("/api/v1/runs?validate_only=true"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The largest that is accepted; what is refused names the limit and by how much it is exceeded. */
    private static int largest(ServiceProcess service, Kind kind) {
        int accepted = 3;
        for (int refused = kind.tooMuch; refused - accepted > 1 + accepted / 30; ) {
            int size = (accepted + refused) >>> 1;
            HttpResponse<String> answer = validated(service, kind.spec(size, 0));
            if (answer.statusCode() == 200) {
                accepted = size;
            } else {
                refused = size;
                JsonNode error = new JsonMapper().readTree(answer.body()).at("/errors/0");
                assertThat(error.path("limit").asString("")).as(answer.body()).startsWith("run.");
                assertThat(error.get("actual").asLong())
                        .isGreaterThan(error.get("maximum").asLong());
            }
        }
        return accepted;
    }

    private static String state(ServiceProcess service, String id) {
        JsonNode status = new JsonMapper()
                .readTree(read(service, "/api/v1/runs/" + id).body())
                .get("status");
        return status.get("state").asString() + status.get("error");
    }

    @Test
    void whateverIsAcceptedDoesNotKillTheServiceAndOthersAreServed() throws Exception {
        try (MemoryLimit limit =
                new MemoryLimit("backflow-heaviest-" + ProcessHandle.current().pid(), CONTAINER)) {
            List<String> prefix = new ArrayList<>(limit.prefix());
            prefix.addAll(List.of("env", "_JAVA_OPTIONS=" + HEAP));
            String[] more = limit.isReal()
                    ? new String[] {"--backflow.worker.threads=4"}
                    : new String[] {"--backflow.worker.threads=4", "--backflow.limits.run.direct-bytes=268435456"};
            try (ServiceProcess service = ServiceProcess.launch(
                            directory, prefix, TestDatabase.H2.create(directory), more)
                    .ready()) {
                trainAll(service);
                assertThat(service.isAlive()).isTrue();
                System.out.printf(
                        "%s limit, at most %d MB resident%n",
                        limit.isReal() ? "real" : "assumed", service.mostResidentBytes() >> 20);
                assertThat(service.mostResidentBytes()).isLessThan(CONTAINER);
            }
        }
    }

    private static void trainAll(ServiceProcess service) throws IOException {
        String small = service.submit("small", Trainings.everything("small"));
        await().until(() -> state(service, small).equals("succeedednull"));
        Map<String, String> runs = new LinkedHashMap<>();
        for (Kind kind : Kind.tried()) {
            int size = largest(service, kind);
            for (int round = 0; round < (kind == Kind.MOST_EXAMPLES ? LOOKING : 1) * ROUNDS; round++) {
                runs.put(service.submit(kind + "-" + round, kind.spec(size, round)), kind + " " + size);
            }
        }
        List<String> reads = Stream.of("", "/figures/gradients.png", "/export.json", "/findings")
                .map(path -> "/api/v1/runs/" + small + path)
                .toList();
        AtomicInteger served = new AtomicInteger();
        CompletableFuture<Void> others = CompletableFuture.runAsync(() -> {
            while (runs.keySet().stream().anyMatch(id -> !isOver(service, id))) {
                reads.forEach(path -> serve(service, path, served));
                Clients.pause(100);
            }
        });
        lookAtAllAtTheSameTime(service, runs.keySet(), served);
        runs.forEach((id, kind) -> {
            await().timeout(LONGEST.multipliedBy(ROUNDS)).until(() -> isOver(service, id));
            assertThat(state(service, id)).as(kind).isEqualTo("succeedednull");
            serve(service, "/api/v1/runs/" + id + "/findings", served);
            serve(service, "/api/v1/runs/" + id + "/figures/weights.svg", served);
        });
        others.join();
        System.out.printf("heaviest runs: %s; %d reads served%n", runs.values(), served.get());
    }

    /** At data that each has to make first. */
    private static void lookAtAllAtTheSameTime(ServiceProcess service, Set<String> runs, AtomicInteger served) {
        CompletableFuture.allOf(runs.stream()
                        .map(id -> CompletableFuture.runAsync(
                                () -> serve(service, "/api/v1/runs/" + id + "/findings", served),
                                task -> new Thread(task).start()))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private static boolean isOver(ServiceProcess service, String id) {
        return !state(service, id).matches("(queued|running).*");
    }

    private static void serve(ServiceProcess service, String path, AtomicInteger served) {
        read(service, path);
        served.incrementAndGet();
    }

    private static HttpResponse<String> read(ServiceProcess service, String path) {
        try {
            HttpResponse<String> answer;
            do { // a run that lacked memory is begun anew
                answer = service.send(HttpRequest.newBuilder(service.address(path)), LONGEST);
            } while (answer.body().contains("begun-anew"));
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
