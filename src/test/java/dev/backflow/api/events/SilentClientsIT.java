package dev.backflow.api.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestService;
import dev.backflow.api.Specs;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Followers of a run that do not read, and runs of which there is nothing to read. */
class SilentClientsIT {

    private static final int CLIENTS = 20; // more than the threads that answer requests

    @TempDir
    Path directory;

    private static Socket follow(TestService service, String run) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(10_000);
        socket.connect(new InetSocketAddress("127.0.0.1", service.address("/").getPort()));
        String request = "GET /api/v1/runs/" + run + "/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String readToTheEnd(Socket socket) {
        StringBuilder read = new StringBuilder();
        byte[] bytes = new byte[65_536];
        try {
            for (int n = socket.getInputStream().read(bytes);
                    n >= 0;
                    n = socket.getInputStream().read(bytes)) {
                read.append(new String(bytes, 0, n, StandardCharsets.UTF_8));
            }
        } catch (SocketException e) {
            // reset: dropped as well
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return read.toString();
    }

    private static boolean isHeldByAStream(StackTraceElement[] stack) {
        return Arrays.stream(stack).anyMatch(frame -> frame.getClassName().startsWith(EventStream.class.getName()));
    }

    @Test
    void clientsThatDoNotReadHoldNoThreadAndAreDroppedWhileTheRunGoesOn() throws IOException {
        try (TestService service =
                TestService.start(directory, "--backflow.events.patience=3s", "--server.tomcat.threads.max=10")) {
            String id = service.submit(Specs.LONG);
            EventStreams streams = service.part(EventStreams.class);
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(follow(service, id));
            }
            await().until(() -> streams.count() == CLIENTS);
            await().until(() ->
                    Thread.getAllStackTraces().values().stream().noneMatch(SilentClientsIT::isHeldByAStream));
            int epoch = epoch(service, id);
            await().until(() -> streams.count() == 0);
            assertThat(service.state(id)).isEqualTo("running");
            await().until(() -> epoch(service, id) > epoch);
            service.post("/api/v1/runs/" + id + "/cancel", "");
            for (Socket client : clients) {
                assertThat(readToTheEnd(client)).contains("event: epoch").doesNotContain("cancelled");
                client.close();
            }
        }
    }

    private static int epoch(TestService service, String id) {
        return service.get("/api/v1/runs/" + id).json().at("/status/epoch").asInt();
    }

    @Test
    void aStreamWithoutNewsIsCommentedTimeAndAgain() throws IOException {
        try (TestService service =
                TestService.start(directory, "--backflow.worker.threads=0", "--backflow.events.silence=1s")) {
            String id = service.submit(Specs.SMALL);
            try (Socket client = follow(service, id)) {
                StringBuilder read = new StringBuilder();
                while (!read.toString().matches("(?s).*: still here.*: still here.*")) {
                    int next = client.getInputStream().read();
                    assertThat(next).isNotNegative();
                    read.append((char) next);
                }
                assertThat(read.toString()).contains("event: status").doesNotContain("event: epoch");
            }
        }
    }

    @Test
    void unlessSetOtherwiseACommentComesAfter15SecondsAndTheEndAfter30() {
        EventsProperties limits = new Binder(new MapConfigurationPropertySource())
                .bindOrCreate("backflow.events", EventsProperties.class);
        assertThat(limits).isEqualTo(new EventsProperties(Duration.ofSeconds(15), Duration.ofSeconds(30)));
    }
}
