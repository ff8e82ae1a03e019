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

    private static final Path TESTS = Path.of("src/test/javascript");
    private static final Path COMPILER = Path.of("target/node/node_modules/typescript/bin/tsc");

    @Test
    void theScriptsPassTheirTests() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("--test"));
        try (Stream<Path> tests = Files.list(TESTS)) {
            tests.map(Path::toString)
                    .filter(name -> name.endsWith(".test.js"))
                    .sorted()
                    .forEach(command::add);
        }
        run(command);
    }

    @Test
    @EnabledIf(
            value = "isCompilerInstalled",
            disabledReason = "Types are not checked: .ci/run installs the compiler, where there is npm")
    void theTypesOfTheScriptsFitTogether() throws IOException, InterruptedException {
        run(List.of(COMPILER.toString(), "--project", TESTS.toString()));
    }

    static boolean isCompilerInstalled() {
        return isInstalled() && Files.exists(COMPILER);
    }

    private static void run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Browser.find("node").toString()));
        command.addAll(arguments);
        Process node = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(node.getInputStream().readAllBytes());
        assertThat(node.waitFor()).as(output).isZero();
    }
}
