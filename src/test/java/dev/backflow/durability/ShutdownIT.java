package dev.backflow.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM while runs train and clients follow them, half of which do not read. */
class ShutdownIT {

    private static final int ROUNDS = Integer.getInteger("backflow.rounds", 2);
    private static final int STREAMS = 8;

    @TempDir
    Path directory;

    @Test
    void it_ends_within_ten_seconds_with_runs_put_back_and_streams_closed() throws IOException {
        String[] database = TestDatabase.H2.create(directory);
        String id = null;
        int epoch = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try (ServiceProcess service = ServiceProcess.start(directory, database)) {
                String run = id == null ? service.submit("run", Trainings.epochs("run", 1_000_000)) : id;
                id = run;
                int before = epoch;
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> service.json("/api/v1/runs/" + run)
                                        .at("/status/epoch")
                                        .asInt()
                                > before);
                List<Socket> streams = follow(service, run);
                service.signal("TERM");
                assertThat(service.waitFor(Duration.ofSeconds(10))).isTrue();
                for (int i = 0; i < STREAMS; i += 2) {
                    assertThat(rest(streams.get(i))).contains("event: epoch");
                }
                for (Socket stream : streams) {
                    stream.close();
                }
            }
            try (ServiceProcess service = ServiceProcess.start(directory, database, "--backflow.worker.threads=0")) {
                var run = service.json("/api/v1/runs/" + id);
                assertThat(run.at("/status/state").asString()).isEqualTo("queued");
                assertThat(run.at("/status/attempt").asInt()).isZero();
                assertThat(run.at("/status/epoch").asInt()).isGreaterThan(epoch);
                epoch = run.at("/status/epoch").asInt();
            }
        }
    }

    /** Streams of which nothing has been read yet. */
    private static List<Socket> follow(ServiceProcess service, String run) {
        return IntStream.range(0, STREAMS).mapToObj(i -> open(service, run)).toList();
    }

    private static Socket open(ServiceProcess service, String run) {
        try {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(4096);
            socket.connect(new java.net.InetSocketAddress(
                    "127.0.0.1", service.address("/").getPort()));
            String request = "GET /api/v1/runs/" + run + "/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return socket;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String rest(Socket stream) throws IOException {
        stream.setSoTimeout(10_000);
        List<byte[]> parts = new ArrayList<>();
        InputStream in = stream.getInputStream();
        try {
            for (byte[] part = in.readNBytes(8192); part.length > 0; part = in.readNBytes(8192)) {
                parts.add(part);
            }
        } catch (java.net.SocketException e) {
            // reset: closed as well
        }
        return parts.isEmpty() ? "" : new String(parts.get(0), StandardCharsets.UTF_8);
    }
}
