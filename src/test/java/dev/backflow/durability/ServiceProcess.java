package dev.backflow.durability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The packaged service in a process of its own, which can be killed. */
final class ServiceProcess implements AutoCloseable {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Duration LONGEST_START = Duration.ofMinutes(10);

    static {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(5)); // how fast this machine is decides nothing
    }

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Process process;
    private final int port;
    private final Path log;
    private final String token;

    private ServiceProcess(Process process, int port, Path log, String token) {
        this.process = process;
        this.port = port;
        this.log = log;
        this.token = token;
    }

    /** The same process, asked with this token. */
    ServiceProcess as(String another) {
        return new ServiceProcess(process, port, log, another);
    }

    /** All that it has written, on both streams. */
    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it without waiting until it answers. */
    static ServiceProcess launch(Path directory, String[] database, String... more) {
        return launch(directory, List.of(), database, more);
    }

    /** @param prefix the command that starts Java; none to start it directly */
    static ServiceProcess launch(Path directory, List<String> prefix, String[] database, String... more) {
        int port = freePort();
        List<String> command = new ArrayList<>(prefix);
        command.addAll(UnpackedService.command());
        Stream.of(
                        new String[] {"--server.port=" + port, "--management.server.port=0", "--backflow.welcome=false"
                        },
                        database,
                        more)
                .flatMap(Stream::of)
                .forEach(command::add);
        try {
            Path log = Files.createTempFile(directory, "service", ".log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new ServiceProcess(process, port, log, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ServiceProcess start(Path directory, String[] database, String... more) {
        return launch(directory, database, more).ready();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ServiceProcess ready() {
        for (long end = System.nanoTime() + LONGEST_START.toNanos(); System.nanoTime() < end; ) {
            try {
                int status = send(HttpRequest.newBuilder(address("/api/v1/runs?page_size=1")))
                        .statusCode();
                if (status == 200 || status == 401) {
                    return this;
                }
            } catch (IOException e) {
                // it does not listen yet
            }
            Clients.pause(50);
            if (!process.isAlive()) {
                throw new IllegalStateException("The service ended with " + process.exitValue() + ": " + output());
            }
        }
        throw new IllegalStateException("The service did not start: " + output());
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** The answer to a request; an exception where the service is not there. */
    HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        return send(request, Duration.ofSeconds(20));
    }

    /** The same, for what takes long. */
    HttpResponse<String> send(HttpRequest.Builder request, Duration longest) throws IOException {
        if (!token.isEmpty()) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        try {
            return CLIENT.send(request.timeout(longest).build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The body of a 200. */
    String get(String path) throws IOException {
        HttpResponse<String> response = send(HttpRequest.newBuilder(address(path)));
        if (response.statusCode() != 200) {
            throw new IOException(response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    JsonNode json(String path) {
        try {
            return MAPPER.readTree(get(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a post that succeeds is answered with. */
    JsonNode posted(String path, String body) {
        try {
            HttpResponse<String> response = send(HttpRequest.newBuilder(address(path))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body)));
            if (response.statusCode() >= 300) {
                throw new IOException(response.statusCode() + " " + response.body());
            }
            return MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> post(String key, String body) throws IOException {
        return send(HttpRequest.newBuilder(address("/api/v1/runs"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    String submit(String key, String body) throws IOException {
        HttpResponse<String> response = post(key, body);
        if (response.statusCode() != 202) {
            throw new IOException(response.statusCode() + " " + response.body());
        }
        return id(response);
    }

    /** Of the run that was made. */
    static String id(HttpResponse<String> answer) {
        return MAPPER.readTree(answer.body()).get("id").asString();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The most of this machine's memory that it has had at a time. */
    long mostResidentBytes() {
        try {
            return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        waitFor(Duration.ofSeconds(10));
    }

    /** SIGSTOP, SIGCONT, SIGTERM. */
    void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether it ended in time. */
    boolean waitFor(Duration longest) {
        try {
            return process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
