package dev.backflow.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Runs {@code src/test/javascript}, the tests of what the page reckons without a browser. Skipped where there is no
 * Node.
 */
@EnabledIf(
        value = "isInstalled",
        disabledReason = "The page's scripts are not tested: node (20.19 or later) is not on the PATH")
class ScriptTest {

    static boolean isInstalled() {
        return Browser.find("node") != null;
    }

    @Test
    void theScriptsPassTheirTests() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Browser.find("node").toString(), "--test"));
        try (Stream<Path> tests = Files.list(Path.of("src/test/javascript"))) {
            tests.map(Path::toString).sorted().forEach(command::add);
        }
        Process node = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(node.getInputStream().readAllBytes());
        assertThat(node.waitFor()).as(output).isZero();
    }
}
