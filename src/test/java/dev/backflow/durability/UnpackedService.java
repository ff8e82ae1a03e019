package dev.backflow.durability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The jar as Spring Boot itself unpacks it, beside an archive of the classes that a start loads: then a start takes
 * half the time. The first of all test processes makes it; it is made anew for another jar.
 */
final class UnpackedService {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String ARCHIVE = "classes.jsa";
    private static final Path HOME = unpacked();

    private UnpackedService() {}

    /** What starts it; its arguments follow. */
    static List<String> command() {
        return java(HOME, "-XX:SharedArchiveFile=" + HOME.resolve(ARCHIVE));
    }

    private static Path unpacked() {
        Path jar = jar();
        try (FileChannel turn = FileChannel.open(
                        Path.of("target", "service.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock ours = turn.lock()) {
            Path home = Path.of(
                    "target", "service-" + Files.getLastModifiedTime(jar).toMillis());
            if (!Files.exists(home.resolve(ARCHIVE))) {
                unpack(jar, home);
            }
            return home;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void unpack(Path jar, Path home) throws IOException, InterruptedException {
        finish(List.of(JAVA, "-Djarmode=tools", "-jar", jar + "", "extract", "--force", "--destination", home + ""));
        List<String> start =
                java(home, "-XX:ArchiveClassesAtExit=" + home.resolve(ARCHIVE), "-Dspring.context.exit=onRefresh");
        start.addAll(
                List.of("--server.port=0", "--backflow.welcome=false", "--BACKFLOW_DATA=" + home.toAbsolutePath()));
        finish(start);
    }

    private static List<String> java(Path home, String... options) {
        String jar = home.resolve(jar().getFileName()).toString();
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(List.of(options));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m", "-jar", jar));
        return command;
    }

    private static void finish(List<String> command) throws IOException, InterruptedException {
        Path log = Files.createTempFile("prepare", ".log");
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException(command + " ended with " + exit + ": " + Files.readString(log));
        }
        Files.delete(log);
    }

    private static Path jar() {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("backflow-[^-]*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("There is no packaged service: mvn package"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
