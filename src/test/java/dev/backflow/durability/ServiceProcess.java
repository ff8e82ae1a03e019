package dev.backflow.durability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    private static final Duration LONGEST_START = Duration.ofSeconds(120);

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String ARCHIVE = "classes.jsa";
    private static final Path HOME = unpacked();

    static {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(5)); // how fast this machine is decides nothing
    }

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Process process;
    private final int port;

    private ServiceProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it without waiting until it answers. */
    static ServiceProcess launch(Path directory, String[] database, String... more) {
        return launch(directory, List.of(), database, more);
    }

    /** @param prefix the command that starts Java; none to start it directly */
    static ServiceProcess launch(Path directory, List<String> prefix, String[] database, String... more) {
        int port = freePort();
        List<String> command = new ArrayList<>(prefix);
        command.addAll(java(HOME, "-XX:SharedArchiveFile=" + HOME.resolve(ARCHIVE)));
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
            return new ServiceProcess(process, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ServiceProcess start(Path directory, String[] database, String... more) {
        return launch(directory, database, more).ready();
    }

    /**
     * The jar as Spring Boot itself unpacks it, beside an archive of the classes that a start loads: then a start takes
     * half the time. The first of all test processes makes it; it is made anew for another jar.
     */
    private static Path unpacked() {
        Path jar = jar();
        try (FileChannel turn = FileChannel.open(
                        Path.of("target", "service.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock ours = turn.lock()) {
            Path home = Path.of(
                    "target", "service-" + Files.getLastModifiedTime(jar).toMillis());
            if (!Files.exists(home.resolve(ARCHIVE))) {
                unpack(jar, home);
            }
            return home;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void unpack(Path jar, Path home) throws IOException, InterruptedException {
        finish(List.of(JAVA, "-Djarmode=tools", "-jar", jar + "", "extract", "--force", "--destination", home + ""));
        List<String> start =
                java(home, "-XX:ArchiveClassesAtExit=" + home.resolve(ARCHIVE), "-Dspring.context.exit=onRefresh");
        start.addAll(
                List.of("--server.port=0", "--backflow.welcome=false", "--BACKFLOW_DATA=" + home.toAbsolutePath()));
        finish(start);
    }

    private static List<String> java(Path home, String... options) {
        String jar = home.resolve(jar().getFileName()).toString();
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(List.of(options));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m", "-jar", jar));
        return command;
    }

    private static void finish(List<String> command) throws IOException, InterruptedException {
        Path log = Files.createTempFile("prepare", ".log");
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException(command + " ended with " + exit + ": " + Files.readString(log));
        }
        Files.delete(log);
    }

    private static Path jar() {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("backflow-[^-]*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("There is no packaged service: mvn package"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
                get("/api/v1/runs?page_size=1");
                return this;
            } catch (IOException e) {
                Clients.pause(50);
            }
            if (!process.isAlive()) {
                throw new IllegalStateException("The service ended with " + process.exitValue());
            }
        }
        throw new IllegalStateException("The service did not start");
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** The answer to a request; an exception where the service is not there. */
    HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
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

    String submit(String key, String body) throws IOException {
        HttpResponse<String> response = send(HttpRequest.newBuilder(address("/api/v1/runs"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        if (response.statusCode() != 202) {
            throw new IOException(response.statusCode() + " " + response.body());
        }
        return MAPPER.readTree(response.body()).get("id").asString();
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
