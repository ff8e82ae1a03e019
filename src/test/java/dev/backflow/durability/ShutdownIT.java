package dev.backflow.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM while runs train and clients follow them, half of which do not read. */
class ShutdownIT {

    private static final int ROUNDS = Integer.getInteger("backflow.rounds", 1);
    private static final int STREAMS = 8;

    @TempDir
    Path directory;

    @Test
    void itEndsByItselfWithRunsPutBackAndStreamsClosed() throws IOException {
        String[] database = TestDatabase.H2.create(directory);
        String id = null;
        int epoch = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try (ServiceProcess service = ServiceProcess.start(directory, database)) {
                String run = id == null ? service.submit("run", Trainings.epochs("run", 1_000_000)) : id;
                id = run;
                int before = epoch;
                await().until(() ->
                        service.json("/api/v1/runs/" + run).at("/status/epoch").asInt() > before);
                List<Socket> streams = follow(service, run);
                for (int i = 0; i < STREAMS; i += 2) {
                    assertThat(begin(streams.get(i))).contains("event: epoch");
                }
                service.signal("TERM");
                long began = System.nanoTime();
                assertThat(service.waitFor(Duration.ofMinutes(2))).isTrue();
                System.out.printf("ended %.1f s after SIGTERM%n", (System.nanoTime() - began) / 1e9);
                for (int i = 0; i < STREAMS; i += 2) {
                    readToTheEnd(streams.get(i));
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
            socket.connect(
                    new InetSocketAddress("127.0.0.1", service.address("/").getPort()));
            String request = "GET /api/v1/runs/" + run + "/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return socket;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String begin(Socket stream) throws IOException {
        stream.setSoTimeout(10_000);
        return new String(stream.getInputStream().readNBytes(2048), StandardCharsets.UTF_8);
    }

    private static void readToTheEnd(Socket stream) throws IOException {
        try {
            stream.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (SocketException e) {
            // reset: closed as well
        }
    }
}
