package dev.backflow.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backflow.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tools that others wrote understand the document: a client made of it works, and no request that can be made of it is
 * answered otherwise than it says. They are those of {@code src/test/python/requirements.txt}, which {@code .ci/run}
 * installs in {@code target/python}; without them the tests are skipped.
 */
class DocumentToolsIT {

    private static final Path TOOLS = Path.of("target/python/bin").toAbsolutePath();
    private static final Path SETTINGS = Path.of("src/test/python").toAbsolutePath();

    @TempDir
    private Path directory;

    @Test
    void aGeneratedClientSubmitsWaitsAndReadsSeries() throws Exception {
        TestService service = TestService.shared();
        Path document = directory.resolve("document.json");
        Files.writeString(document, service.get("/v3/api-docs").body());
        run(List.of(
                tool("openapi-python-client"),
                "generate",
                "--fail-on-warning", // nothing of the document is left out
                "--meta=none",
                "--config=" + SETTINGS.resolve("client.yaml"),
                "--path=" + document,
                "--output-path=" + directory.resolve("backflow_client")));
        String said = run(List.of(
                tool("python"),
                SETTINGS.resolve("client.py").toString(),
                service.address("").toString()));
        assertThat(said).contains("succeeded, 6 layers");
    }

    /** More than 2,000 requests. Events of a run end with it, so no run may take long. */
    @Test
    void schemathesisFindsNothing() throws Exception {
        tool("schemathesis");
        try (TestService service = TestService.start(directory, "--backflow.limits.run-time=2s")) {
            String said = run(List.of(
                    tool("schemathesis"),
                    "--config-file=" + SETTINGS.resolve("schemathesis.toml"),
                    "run",
                    service.address("/v3/api-docs").toString(),
                    "--checks=all",
                    "--max-examples=10",
                    "--request-timeout=100",
                    "--no-color"));
            assertThat(said).containsPattern("Test cases:\\s+[2-9],?\\d{3} generated");
        }
    }

    private static String tool(String name) {
        Path tool = TOOLS.resolve(name);
        assumeTrue(Files.isExecutable(tool), "There is no " + tool + ": the document is not tested with it");
        return tool.toString();
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        Path log = Files.createTempFile(directory, "tool", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("PYTHONPATH", directory.toString());
        int exit = builder.start().waitFor();
        String said = Files.readString(log);
        assertThat(exit).as(said).isZero();
        return said;
    }
}
