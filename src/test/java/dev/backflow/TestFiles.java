package dev.backflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.SpringApplication;
import org.springframework.util.FileSystemUtils;

/** Folders of what outlives a test class. */
public final class TestFiles {

    private TestFiles() {}

    /** A new folder that is deleted when the tests end. */
    public static Path untilTheEnd() {
        try {
            Path folder = Files.createTempDirectory("backflow-tests");
            SpringApplication.getShutdownHandlers().add(() -> delete(folder)); // after the services on it are closed
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
