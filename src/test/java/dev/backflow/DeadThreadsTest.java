package dev.backflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadThreadsTest {

    /** Another thread goes on, and ends the process with 0, unless it has ended before. */
    static final class Victim {

        public static void main(String[] error) throws InterruptedException {
            Thread.setDefaultUncaughtExceptionHandler(new DeadThreads());
            Thread dying = new Thread(
                    () -> {
                        throw error[0].equals("memory") ? new OutOfMemoryError("gone") : new AssertionError("gone");
                    },
                    "poller");
            dying.start();
            dying.join();
        }
    }

    @ParameterizedTest
    @CsvSource({"memory, 3", "another error, 0"})
    void aThreadThatDiesForWantOfMemoryEndsTheProcessAndIsNamed(String error, int exit) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        error)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(exit);
        assertThat(output).contains("The thread poller died", "gone");
    }
}
