package dev.backflow.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole trainings end with the same bits on every thread, compiler and Java. */
class SameBitsTest {

    private static final String SECOND_JAVA = "BACKFLOW_SECOND_JAVA_HOME";

    private static Map<String, String> expected;

    @BeforeAll
    static void train() throws Exception {
        expected = new TrainingFamily().hashes(1);
        assertThat(expected).hasSizeGreaterThan(120);
        assertThat(expected.values().stream().distinct().count())
                .as("different trainings")
                .isGreaterThan(expected.size() * 8L / 10);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void onSoManyThreads(int threads) throws Exception {
        assertThat(new TrainingFamily().hashes(threads)).isEqualTo(expected);
    }

    @Test
    void withoutACompiler() throws Exception {
        String interpret = "-XX:CompileCommand=exclude,dev.backflow.engine.*::*";
        Path same = Path.of(System.getProperty("java.home"));
        assertThat(hashesOf(same, "-XX:CompileCommand=quiet", interpret)).isEqualTo(expected);
    }

    @Test
    void onAnotherJava() throws Exception {
        String home = System.getenv(SECOND_JAVA);
        assumeThat(home)
                .as("%s, the home of another JDK from 17 on; without it only one is tried", SECOND_JAVA)
                .isNotBlank();
        assertThat(hashesOf(Path.of(home))).isEqualTo(expected);
    }

    private static Map<String, String> hashesOf(Path javaHome, String... options) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(javaHome.resolve("bin/java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), TrainingFamily.class.getName(), "2"));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        Map<String, String> hashes = new LinkedHashMap<>();
        printed.lines().forEach(line -> hashes.put(line.split("=")[0], line.split("=")[1]));
        return hashes;
    }
}
