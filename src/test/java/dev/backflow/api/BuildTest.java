package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By what tags of answers differ between builds. */
class BuildTest {

    @TempDir
    Path directory;

    private File jar(String name, String content, long time) throws IOException {
        Path file = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            JarEntry entry = new JarEntry("dev/backflow/A.class");
            entry.setTime(time);
            jar.putNextEntry(entry);
            jar.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return file.toFile();
    }

    @Test
    void jarsOfTheSameContentAreTheSameBuildWheneverTheyWereMade() throws IOException {
        assertThat(Build.identity(jar("a.jar", "a", 1_000_000_000_000L)))
                .isEqualTo(Build.identity(jar("b.jar", "a", 1_100_000_000_000L)))
                .hasSize(8);
    }

    @Test
    void jarsOfOtherContentAreOtherBuilds() throws IOException {
        assertThat(Build.identity(jar("a.jar", "a", 0))).isNotEqualTo(Build.identity(jar("b.jar", "b", 0)));
    }

    @Test
    void classesInAFolderAreAnotherBuildAtEachStart() {
        assertThat(Build.identity(directory.toFile())).isNotEqualTo(Build.identity(directory.toFile()));
        assertThat(Build.identity(null)).isNotEqualTo(Build.identity(null));
    }
}
