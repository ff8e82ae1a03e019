package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestService;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What an operator sees when the service starts. */
@ExtendWith(OutputCaptureExtension.class)
class StartupLogIT {

    @Test
    void oneLineNamesTheAddressAndTheDataFolder(@TempDir Path directory, CapturedOutput output) {
        Path data = directory.resolve("data");
        try (TestService service = TestService.on(new String[] {"--BACKFLOW_DATA=" + data})) {
            assertThat(output.getOut().lines().filter(line -> line.contains("http://")))
                    .singleElement()
                    .asString()
                    .endsWith("Open http://localhost:" + service.address("/").getPort() + "; the data are in " + data);
        }
    }
}
