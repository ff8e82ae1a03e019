package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.backflow.TestService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who can reach what. */
class ExposureIT {

    @Test
    void onlyThisMachineReachesTheServiceUnlessToldOtherwise(@TempDir Path directory) throws IOException {
        List<InetAddress> others = otherAddresses();
        assumeFalse(others.isEmpty(), "this machine has no address but loopback");
        try (TestService service = TestService.start(directory)) {
            for (InetAddress other : others) {
                assertThatThrownBy(() -> connect(other, service)).isInstanceOf(IOException.class);
            }
        }
        try (TestService open = TestService.start(directory, "--server.address=0.0.0.0", "--backflow.auth=token")) {
            connect(others.get(0), open);
        }
    }

    private static void connect(InetAddress address, TestService service) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, service.address("/").getPort()), 1000);
        }
    }

    private static List<InetAddress> otherAddresses() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .filter(address -> address.getAddress().length == 4)
                .toList();
    }

    @Test
    void theDatabaseHasNoConsole(@TempDir Path directory) {
        try (TestService service = TestService.start(directory)) {
            assertThat(service.get("/h2-console").status()).isEqualTo(404);
            assertThat(service.get("/h2-console/").status()).isEqualTo(404);
        }
    }
}
