package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestService;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that never end hold no thread and do not last. */
@Timeout(120)
class UnfinishedBodiesIT {

    private static final int CLIENTS = 500;
    private static final String FIXED = "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{";
    private static final String CHUNKED =
            "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n{";

    @TempDir
    Path directory;

    private static Socket send(TestService service, String head) throws IOException {
        Socket socket = new Socket("127.0.0.1", service.address("/").getPort());
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        try (socket) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException e) {
            return ""; // closed as well
        }
    }

    private static void assertServes(TestService service) {
        assertThat(service.get("/api/v1/limits").status()).isEqualTo(200);
        String run = service.submit(Specs.SMALL);
        assertThat(service.get("/api/v1/runs/" + run).status()).isEqualTo(200);
    }

    private static List<Socket> unfinished(TestService service) throws IOException {
        List<String> heads = List.of(
                "POST /api/v1/runs HTTP/1.1\r\nHost: localhost\r\n" + FIXED,
                "POST /api/v1/runs HTTP/1.1\r\nHost: localhost\r\n" + CHUNKED,
                "POST /api/v1/runs/none/cancel HTTP/1.1\r\nHost: localhost\r\n" + FIXED,
                "GET /api/v1/limits HTTP/1.1\r\nHost: localhost\r\n" + CHUNKED,
                "PATCH /api/v1/runs/none HTTP/1.1\r\nHost: localhost\r\n"
                        + FIXED.replace("application/json", "application/x-www-form-urlencoded"));
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(send(service, heads.get(i % heads.size())));
        }
        return clients;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fiveHundredOfThemLeaveOthersServedSilentOrDripping(boolean dripping) throws IOException {
        try (TestService service =
                TestService.start(directory, "--server.tomcat.threads.max=10", "--backflow.limits.body-time=10m")) {
            List<Socket> clients = unfinished(service);
            assertServes(service);
            for (int drop = 0; dripping && drop < 3; drop++) {
                for (Socket client : clients) {
                    client.getOutputStream().write(' ');
                }
                assertServes(service);
            }
            for (Socket client : clients) {
                client.close();
            }
            assertServes(service);
        }
    }

    @Test
    void eachIsRefusedWhenItsTimeIsOverEvenIfItDrips() throws IOException {
        try (TestService service = TestService.start(directory, "--backflow.limits.body-time=2s")) {
            for (String head : List.of(FIXED, CHUNKED)) {
                try (Socket client = send(service, "POST /api/v1/runs HTTP/1.1\r\nHost: localhost\r\n" + head)) {
                    Thread drip = new Thread(() -> drip(client));
                    drip.start();
                    String answer = answer(client);
                    assertThat(answer)
                            .startsWith("HTTP/1.1 408")
                            .contains("application/problem+json", "body-too-slow", "Connection: close");
                    drip.interrupt();
                }
            }
            assertServes(service);
        }
    }

    private static void drip(Socket client) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(100);
                client.getOutputStream().write(' ');
            }
        } catch (IOException | InterruptedException e) {
            // refused, or no longer needed
        }
    }

    @Test
    void aSilentConnectionIsClosedWhetherItSentAHeaderABodyOrNothing() throws IOException {
        try (TestService service = TestService.start(directory, "--server.tomcat.connection-timeout=1s")) {
            for (String head : List.of("", "POST /api", "POST /api/v1/runs HTTP/1.1\r\nHost: localhost\r\n" + FIXED)) {
                assertThat(answer(send(service, head))).doesNotContain("HTTP/1.1 2");
            }
        }
    }

    @Test
    void aBodyThatTheRefusalDidNotWaitForHoldsNoThread() throws IOException {
        try (TestService service = TestService.start(directory, "--server.tomcat.threads.max=4")) {
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                clients.add(send(
                        service, "POST /api/v1/runs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90000000\r\n\r\n{"));
                clients.add(send(service, "POST /%zz HTTP/1.1\r\nHost: localhost\r\n" + FIXED));
            }
            assertServes(service);
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    @Test
    void whatBodiesHoldIsBoundedByClientAndGivenBack() throws IOException {
        try (TestService service =
                TestService.start(directory, "--backflow.limits.at-once.unfinished-bytes-by-client=2000")) {
            for (int round = 0; round < 5; round++) {
                TestService.Answer large = service.post("/api/v1/runs", Specs.SMALL + " ".repeat(3000));
                assertThat(large.status()).isEqualTo(429);
                assertThat(large.response().headers().firstValue("Retry-After")).isPresent();
                assertThat(large.json().get("limit").asString()).isEqualTo("at_once.unfinished_bytes_by_client");
                assertThat(large.json().get("maximum").asInt()).isEqualTo(2000);
                service.submit(Specs.SMALL);
            }
        }
    }

    @Test
    void allOfThemTogetherAreBoundedToo() throws IOException {
        try (TestService service = TestService.start(directory, "--backflow.limits.at-once.unfinished-bytes=2000")) {
            assertThat(service.post("/api/v1/runs", Specs.SMALL + " ".repeat(900))
                            .status())
                    .isEqualTo(429);
        }
        try (TestService service = TestService.start(
                directory,
                "--backflow.limits.at-once.unfinished-bytes=2000",
                "--backflow.limits.at-once.unfinished-bytes-by-client=9000")) {
            TestService.Answer large = service.post("/api/v1/runs", Specs.SMALL + " ".repeat(3000));
            assertThat(large.status()).isEqualTo(503);
            assertThat(large.json().get("type").asString()).endsWith("busy");
        }
    }

    @Test
    void aBodyOfAnyLengthArrivesWhole() {
        TestService service = TestService.shared();
        for (int length : new int[] {0, 1, 8191, 8192, 8193, 100_000, 900_000}) {
            TestService.Answer answer = service.send(HttpRequest.newBuilder(
                            service.address("/api/v1/runs?validate_only=true"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(Specs.SMALL + " ".repeat(length)))));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }
    }
}
