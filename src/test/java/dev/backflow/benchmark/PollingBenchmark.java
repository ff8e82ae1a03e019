package dev.backflow.benchmark;

import dev.backflow.Backflow;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;

/**
 * What 50 clients that poll a series once a second take from two runs that train: epochs per second of both, and CPU
 * time of the service per epoch, which others on the machine disturb less. The service has a process of its own.
 *
 * <pre>mvn -q -Pbenchmark -DskipTests package exec:exec -Dmain=dev.backflow.benchmark.PollingBenchmark</pre>
 */
public final class PollingBenchmark {

    private static final int CLIENTS = 50;
    private static final int WARM_EPOCHS = 500;
    private static final String QUIET = "nobody polls";

    private static final String RUN = """
            {"spec": {"dataset": {"type": "circles", "samples": 8000, "factor": 0.5, "noise": 0.1, "seed": 42},
              "network": {"layers": [
                {"name": "hidden", "repeat": 4, "units": 16, "activation": "sigmoid"},
                {"name": "output", "units": 1, "activation": "sigmoid"}]},
              "training": {"loss": "binary_crossentropy", "optimizer": "rmsprop", "metrics": ["accuracy"],
                "epochs": 1000000}, "seed": %d}}""";

    private static final Map<String, String> POLLS = Map.of(
            "all points", "",
            "500 points", "&points=500");

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final List<String> runs = new ArrayList<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Process service;
    private final int port;

    private PollingBenchmark(Path directory) throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        service = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Backflow.class.getName(),
                        "--server.port=" + port,
                        "--backflow.welcome=false",
                        "--management.server.port=-1",
                        "--backflow.worker.threads=2",
                        "--backflow.limits.run.stored-bytes=1000000000000",
                        "--BACKFLOW_DATA=" + directory.toAbsolutePath())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("service.log").toFile())
                .start();
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
        PollingBenchmark benchmark = new PollingBenchmark(Files.createTempDirectory("polling"));
        try {
            benchmark.measure(rounds, seconds);
        } finally {
            benchmark.service.destroyForcibly();
        }
    }

    private void measure(int rounds, int seconds) throws Exception {
        begin();
        Map<String, List<double[]>> measured = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            measured.computeIfAbsent(QUIET, key -> new ArrayList<>()).add(phase(null, seconds));
            for (Map.Entry<String, String> poll : POLLS.entrySet()) {
                measured.computeIfAbsent(poll.getKey(), key -> new ArrayList<>())
                        .add(phase(poll.getValue(), seconds));
            }
        }
        double[] quiet = medians(measured.get(QUIET));
        measured.forEach((name, phases) -> {
            double[] median = medians(phases);
            System.out.printf(
                    Locale.ROOT,
                    "%-14s %8.0f epochs/s (%.2f times slower) %7.3f ms CPU/epoch (%.2f times) %5.1f answers/s %8.0f B%n",
                    name,
                    median[0],
                    quiet[0] / median[0],
                    median[1],
                    median[1] / quiet[1],
                    median[2],
                    median[3]);
        });
    }

    private void begin() throws Exception {
        for (int seed = 1; seed <= 2; seed++) {
            runs.add(submit(RUN.formatted(seed)));
        }
        while (epochs() < 2 * WARM_EPOCHS) {
            Thread.sleep(100);
        }
    }

    private String submit(String run) throws Exception {
        while (true) {
            try {
                HttpRequest request = HttpRequest.newBuilder(address("/api/v1/runs"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(run))
                        .build();
                String answer = http.send(request, BodyHandlers.ofString()).body();
                return new JsonMapper().readTree(answer).get("id").asString();
            } catch (IOException e) {
                if (!service.isAlive()) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private long epochs() throws Exception {
        long epochs = 0;
        for (String run : runs) {
            HttpRequest request =
                    HttpRequest.newBuilder(address("/api/v1/runs/" + run)).build();
            String answer = http.send(request, BodyHandlers.ofString()).body();
            epochs += new JsonMapper().readTree(answer).at("/status/epoch").asLong();
        }
        return epochs;
    }

    /** Epochs per second, CPU milliseconds per epoch, answers per second, bytes per answer. */
    private double[] phase(String query, int seconds) throws Exception {
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; query != null && i < CLIENTS; i++) {
            int client = i;
            Thread thread = new Thread(() -> poll(client, query));
            thread.start();
            clients.add(thread);
        }
        Thread.sleep(1500); // for what clients ask first, and for what the last phase left
        answers.set(0);
        bytes.set(0);
        long start = System.nanoTime();
        long epochs = epochs();
        Duration cpu = service.info().totalCpuDuration().orElseThrow();
        Thread.sleep(seconds * 1000L);
        double trained = epochs() - epochs;
        double took = (System.nanoTime() - start) / 1e9;
        double used = service.info().totalCpuDuration().orElseThrow().minus(cpu).toMillis();
        double answered = answers.get();
        double sent = bytes.get();
        for (Socket connection : connections) {
            connection.close(); // a client that waits for an answer hears no interrupt
        }
        clients.forEach(Thread::interrupt);
        for (Thread client : clients) {
            client.join();
        }
        return new double[] {trained / took, used / trained, answered / took, answered == 0 ? 0 : sent / answered};
    }

    private void poll(int client, String query) {
        String request = "GET /api/v1/runs/" + runs.get(client % runs.size())
                + "/series?tensor=kernel_gradient&statistic=std" + query
                + " HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", port)) {
            connections.add(socket);
            socket.setSoTimeout(60_000);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            Thread.sleep(client * 1000L / CLIENTS);
            for (long next = System.nanoTime(); ; next += TimeUnit.SECONDS.toNanos(1)) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                bytes.addAndGet(answer(in));
                answers.incrementAndGet();
                TimeUnit.NANOSECONDS.sleep(Math.max(0, next + TimeUnit.SECONDS.toNanos(1) - System.nanoTime()));
                next = Math.max(next, System.nanoTime() - TimeUnit.SECONDS.toNanos(2));
            }
        } catch (InterruptedException | SocketException e) {
            // measured
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads an answer to its end; how long its body was. */
    private static long answer(InputStream in) throws IOException {
        long length = 0;
        boolean chunked = false;
        String status = line(in);
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException(status);
        }
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String lower = header.toLowerCase(Locale.ROOT);
            chunked |= lower.equals("transfer-encoding: chunked");
            length = lower.startsWith("content-length:")
                    ? Long.parseLong(lower.substring(15).strip())
                    : length;
        }
        if (!chunked) {
            in.skipNBytes(length);
            return length;
        }
        for (long chunk = Long.parseLong(line(in), 16); chunk > 0; chunk = Long.parseLong(line(in), 16)) {
            in.skipNBytes(chunk + 2);
            length += chunk;
        }
        line(in);
        return length;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("The connection was closed");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    private static double[] medians(List<double[]> phases) {
        double[] medians = new double[phases.get(0).length];
        for (int i = 0; i < medians.length; i++) {
            int column = i;
            double[] sorted =
                    phases.stream().mapToDouble(phase -> phase[column]).sorted().toArray();
            medians[i] = sorted[sorted.length / 2];
        }
        return medians;
    }
}
