package dev.backflow.api;

import dev.backflow.spec.Sha256;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.system.ApplicationHome;

/**
 * Tells one build of the service from another, also of the same version: what two of them answer may differ, so that no
 * client may take the one's answer for the other's.
 */
final class Build {

    /** Of the service that runs. */
    static final String IDENTITY = identity(new ApplicationHome(Build.class).getSource());

    private static final int DIGITS = 8;

    private Build() {}

    /**
     * The same for jars of the same content, whenever they were made. Their directories hold a checksum of each file, so
     * that nothing else is read.
     *
     * @param source a jar; classes in a folder change while it is developed, and have an identity for each start
     */
    static String identity(@Nullable File source) {
        if (source == null || !source.isFile()) {
            return UUID.randomUUID().toString().substring(0, DIGITS);
        }
        try (JarFile jar = new JarFile(source)) {
            return Sha256.of(jar.stream()
                            .map(entry -> entry.getName() + " " + entry.getCrc())
                            .collect(Collectors.joining("\n")))
                    .substring(0, DIGITS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
