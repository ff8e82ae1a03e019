package dev.backflow.benchmark;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures the packaged service from outside, in a process of its own with 256 MB of heap: when clients know that a run
 * has ended, what it is like while a run records everything, what wide runs take on disk, and what refused bodies cost.
 */
public final class ServiceMeasures implements AutoCloseable {

    private static final JsonMapper MAPPER = new JsonMapper();

    private static final String SHORT = """
            {"spec": {"dataset": {"type": "circles", "samples": 60},
                      "network": {"layers": [{"units": 5, "activation": "tanh"}, {"units": 1, "activation": "sigmoid"}]},
                      "training": {"loss": "binary_crossentropy", "epochs": 1}}}
            """;

    /** 200 layers with all tensors and histograms at each of a million epochs. */
    private static final String EVERYTHING = """
            {"spec": {"dataset": {"type": "circles", "samples": 2},
                      "network": {"layers": [{"name": "h", "repeat": 200, "units": 2, "activation": "relu"},
                                             {"units": 1, "activation": "sigmoid"}]},
                      "training": {"loss": "binary_crossentropy", "epochs": 1000000, "batch_size": 2},
                      "recording": {"tensors": %1$s, "histograms": %1$s}, "seed": 1}}
            """.formatted("""
            ["kernel", "bias", "kernel_gradient", "bias_gradient", "pre_activation", "activation",
             "pre_activation_gradient", "kernel_update"]""");

    private static final String WIDE = """
            {"spec": {"dataset": {"type": "blobs", "samples": 10000, "features": 784, "centers": 10},
                      "network": {"layers": [{"name": "h", "repeat": 2, "units": 512, "activation": "relu"},
                                             {"units": 10, "activation": "softmax"}]},
                      "training": {"loss": "sparse_categorical_crossentropy", "optimizer": "adam", "batch_size": 128,
                                   "epochs": 3}}}
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path data;
    private final Process process;
    private final String address;

    private ServiceMeasures() throws IOException {
        data = Files.createTempDirectory("measures");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        address = "http://127.0.0.1:" + port + "/api/v1";
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-jar",
                        jar().toString(),
                        "--server.port=" + port,
                        "--backflow.welcome=false",
                        "--backflow.limits.run.stored-bytes=1000000000000",
                        "--BACKFLOW_DATA=" + data)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("service.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("backflow-[^-]*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("There is no packaged service: mvn package"));
        }
    }

    /** @param names some of latency, everything, disk and refused; all of them if there is none of these */
    public static void main(String[] names) throws Exception {
        List<String> asked = List.of(names);
        Map<String, Measure> measures = Map.of(
                "latency", ServiceMeasures::latency,
                "everything", ServiceMeasures::everything,
                "disk", ServiceMeasures::disk,
                "refused", ServiceMeasures::refused);
        boolean all = asked.stream().noneMatch(measures::containsKey);
        for (String name : List.of("latency", "refused", "disk", "everything")) {
            if (all || asked.contains(name)) {
                try (ServiceMeasures service = new ServiceMeasures()) {
                    service.untilItAnswers();
                    measures.get(name).take(service);
                }
            }
        }
    }

    @FunctionalInterface
    private interface Measure {
        void take(ServiceMeasures service) throws Exception;
    }

    /** From {@code finished_at}, set just before the commit, to the answer of a waiting client; after a warm-up. */
    private void latency() throws Exception {
        double[] milliseconds = new double[100];
        for (int i = -150; i < milliseconds.length; i++) {
            JsonNode run = ended(submit(SHORT));
            Instant known = Instant.now();
            Instant finished = Instant.parse(run.at("/status/finished_at").asString());
            if (i >= 0) {
                milliseconds[i] = Duration.between(finished, known).toNanos() / 1e6;
            }
            Thread.sleep(150);
        }
        Arrays.sort(milliseconds);
        say("end of a run to its client: median %.1f ms, 90 %% within %.1f ms", milliseconds[50], milliseconds[90]);
    }

    /** While a run records everything for half a minute, then when it is cancelled. */
    private void everything() throws Exception {
        String id = submit(EVERYTHING);
        double slowest = 0;
        long largest = 0;
        for (long end = System.nanoTime() + Duration.ofSeconds(30).toNanos(); System.nanoTime() < end; ) {
            long before = System.nanoTime();
            get("/runs/" + id);
            slowest = Math.max(slowest, (System.nanoTime() - before) / 1e6);
            largest = Math.max(largest, residentKilobytes());
            Thread.sleep(500);
        }
        long epochs =
                MAPPER.readTree(get("/runs/" + id).body()).at("/status/epoch").asLong();
        long before = System.nanoTime();
        int status = post("/runs/" + id + "/cancel", "").statusCode();
        double answered = (System.nanoTime() - before) / 1e6;
        ended(submit(SHORT));
        say(
                "recording everything: %d epochs, at most %d MB resident, slowest answer %.0f ms; cancel answered %d after"
                        + " %.0f ms, the next run ended %.1f s after it",
                epochs, largest / 1024, slowest, status, answered, (System.nanoTime() - before) / 1e9);
    }

    /** How much H2's file grows by each run of 784-512-512-10, one after the other. */
    private void disk() throws Exception {
        ended(submit(WIDE));
        long before = storedBytes();
        int runs = 5;
        for (int i = 0; i < runs; i++) {
            ended(submit(WIDE));
        }
        say("a run of 784-512-512-10 takes %.1f MB of H2's file", (storedBytes() - before) / 1e6 / runs);
    }

    /** The last of a few, when the code is warm. */
    private void refused() throws Exception {
        for (String element : List.of("{}", "1")) {
            int count = 600_000 / (element.length() + 1);
            String body = "{\"spec\":{\"network\":{\"layers\":[" + (element + ",").repeat(count - 1) + element + "]}}}";
            Duration cpu = Duration.ZERO;
            HttpResponse<String> answer = null;
            for (int i = 0; i < 4; i++) {
                Duration before = cpu();
                answer = post("/runs", body);
                cpu = cpu().minus(before);
            }
            say(
                    "%d kB of %s as layers: %d, %d bytes, %.2f s of CPU",
                    body.length() / 1000,
                    element,
                    answer.statusCode(),
                    answer.body().length(),
                    cpu.toMillis() / 1e3);
        }
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    private Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** As Linux tells it. */
    private long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", "" + process.pid(), "status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    private long storedBytes() throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.filter(file -> file.toString().endsWith(".mv.db"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private void untilItAnswers() throws Exception {
        while (process.isAlive()) {
            try {
                get("/runs?page_size=1");
                return;
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
        throw new IllegalStateException(Files.readString(data.resolve("service.log")));
    }

    private String submit(String run) throws Exception {
        HttpResponse<String> answer = post("/runs", run);
        if (answer.statusCode() != 202) {
            throw new IllegalStateException(answer.body());
        }
        return MAPPER.readTree(answer.body()).get("id").asString();
    }

    private JsonNode ended(String id) throws Exception {
        JsonNode run;
        do {
            run = MAPPER.readTree(get("/runs/" + id, "Prefer", "wait=30").body());
        } while (List.of("queued", "running").contains(run.at("/status/state").asString()));
        return run;
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() throws Exception {
        process.destroyForcibly().waitFor();
        try (Stream<Path> files = Files.list(data)) {
            files.map(Path::toFile).forEach(file -> file.delete());
        }
        Files.delete(data);
    }
}
