package dev.backflow.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.durability.Trainings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy of the store that is made while runs train gives back every bit. */
class BackupIT {

    @TempDir
    Path directory;

    private static String digest(TestService service, String id) {
        return Trainings.digest(id, path -> service.get(path).body());
    }

    /** Newest first. */
    private static List<Path> copies(Path folder) {
        try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
            return files.filter(file -> file.toString().endsWith(".zip"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertRestored(TestService restored, String ended, String underWay, String bits) {
        assertThat(digest(restored, ended)).isEqualTo(bits);
        assertThat(restored.get("/api/v1/runs/" + underWay).status()).isEqualTo(200);
        assertThat(restored.ended(underWay).at("/status/state").asString()).isEqualTo("succeeded");
    }

    @Test
    void aCopyOfH2MadeWhileARunTrainsGivesBackEveryBit() throws IOException {
        Path folder = directory.resolve("copies");
        String ended;
        String underWay;
        String bits;
        String bitsUnderWay;
        Path copy;
        try (TestService service = TestService.start(
                directory,
                "--backflow.backup.folder=" + folder,
                "--backflow.backup.every=1s",
                "--backflow.backup.keep=2")) {
            ended = service.submit(Trainings.everything("ended"));
            service.ended(ended);
            bits = digest(service, ended);
            underWay = service.submit(Trainings.epochs("under way", 200_000));
            await().until(() -> service.get("/api/v1/runs/" + underWay)
                            .json()
                            .at("/status/epoch")
                            .asInt()
                    > 0);
            List<Path> before = copies(folder);
            await().until(() -> copies(folder).stream()
                            .filter(file -> !before.contains(file))
                            .count()
                    >= 2);
            copy = Files.copy(copies(folder).get(0), directory.resolve("kept.zip"));
            service.ended(underWay);
            bitsUnderWay = digest(service, underWay);
            await().during(Duration.ofSeconds(1)).until(() -> copies(folder).size() <= 3);
        }
        Path data = Files.createDirectories(directory.resolve("restored"));
        unzip(copy, data);
        try (TestService restored = TestService.on(new String[] {"--BACKFLOW_DATA=" + data})) {
            assertRestored(restored, ended, underWay, bits);
            assertThat(digest(restored, underWay)).isEqualTo(bitsUnderWay);
        }
    }

    private static void unzip(Path archive, Path folder) throws IOException {
        try (InputStream file = Files.newInputStream(archive);
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.copy(zip, folder.resolve(entry.getName()));
            }
        }
    }

    @Test
    void aDumpOfPostgresqlMadeWhileARunTrainsGivesBackEveryBit() throws Exception {
        assumeTrue(run("bash", "-c", "command -v pg_dump && command -v pg_restore") == 0, "no pg_dump: not tested");
        Path dump = directory.resolve("backflow.dump");
        String[] database = TestDatabase.POSTGRESQL.create(directory);
        String ended;
        String underWay;
        String bits;
        try (TestService service = TestService.on(database)) {
            ended = service.submit(Trainings.everything("ended"));
            service.ended(ended);
            bits = digest(service, ended);
            underWay = service.submit(Trainings.epochs("under way", 40_000));
            await().until(() -> service.get("/api/v1/runs/" + underWay)
                            .json()
                            .at("/status/epoch")
                            .asInt()
                    > 0);
            assertThat(run("pg_dump", "--format=custom", "--file=" + dump, "--dbname=" + url(database)))
                    .isZero();
        }
        String[] other = TestDatabase.POSTGRESQL.create(directory);
        assertThat(run("pg_restore", "--no-owner", "--exit-on-error", "--dbname=" + url(other), dump.toString()))
                .isZero();
        try (TestService restored = TestService.on(other, "--backflow.worker.takeover=5s")) {
            assertRestored(restored, ended, underWay, bits);
        }
    }

    /** As PostgreSQL's own programs want it. */
    private static String url(String[] database) {
        String jdbc = database[1].substring(database[1].indexOf("jdbc:") + "jdbc:".length());
        int query = jdbc.indexOf('?');
        String plain = query < 0 ? jdbc : jdbc.substring(0, query);
        return plain.contains("@") ? plain : plain.replace("://", "://postgres@");
    }

    private static int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        if (exit != 0) {
            System.out.println(output);
        }
        return exit;
    }

    @Test
    void copiesOfPostgresqlAreRefusedRatherThanNotMade() {
        String[] database = TestDatabase.POSTGRESQL.create(directory);
        assertThatThrownBy(() -> TestService.on(database, "--backflow.backup.folder=" + directory)
                        .close())
                .rootCause()
                .hasMessageContaining("pg_dump");
    }
}
