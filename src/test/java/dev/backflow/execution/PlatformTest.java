package dev.backflow.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What a run says of the library that multiplied its matrices. */
class PlatformTest {

    private final Platform reproduction = new Platform(new JsonMapper(), "test");

    @Test
    void aSmallNetworkNeedsNoLibrary() {
        assertThat(WideTraining.reproduction(reproduction, 8)).isEqualTo("none");
    }

    @Test
    void aWideNetworkNamesItsLibrary() {
        assertThat(WideTraining.reproduction(reproduction, 64)).matches("OpenBLAS [0-9.]+");
    }

    @Test
    void whereTheLibraryCannotBeLoadedJavaTakesOverWithOneWarning() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.bytedeco.javacpp.platform=unheard-of",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WideTraining.class.getName())
                .redirectErrorStream(true)
                .start();
        List<String> printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as("%s", printed).isZero();
        assertThat(printed)
                .filteredOn(line -> line.matches("blas=none \\(.*(Error|Exception).*\\)"))
                .hasSize(2);
        assertThat(printed).contains("small=none");
        assertThat(printed).filteredOn(line -> line.contains("WARN")).hasSize(1);
        double loss = Double.parseDouble(printed.stream()
                .filter(line -> line.startsWith("loss="))
                .findFirst()
                .orElseThrow()
                .substring(5));
        assertThat(loss).isCloseTo(WideTraining.lastLoss(), within(1e-4));
    }
}
