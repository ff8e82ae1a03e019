package dev.backflow.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.durability.Trainings;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What can be known of the containers' files without starting a container. */
class ContainerFilesIT {

    private static final Path FOLDER = Path.of("docker");
    private static final Pattern METER =
            Pattern.compile("(?:backflow|hikaricp|http_server|jvm|process|dbscheduler)_\\w+");

    private static String text(String file) {
        try {
            return Files.readString(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> queries(String dashboard, String field) {
        return new JsonMapper()
                .readTree(text(dashboard))
                .get("panels")
                .valueStream()
                .flatMap(panel -> panel.get("targets").valueStream())
                .map(target -> target.path(field))
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .toList();
    }

    @Test
    void onlyThisMachineReachesWhatComposePublishes() {
        Map<String, Map<String, Object>> compose = new Yaml().load(text("compose.yaml"));
        compose.get("services").forEach((name, service) -> {
            Map<?, ?> settings = (Map<?, ?>) service;
            Object ports = settings.get("ports");
            if (ports != null) {
                assertThat((List<?>) ports)
                        .as(name)
                        .allMatch(port -> port.toString().startsWith("127.0.0.1:"));
            }
            Object image = settings.get("image");
            assertThat(image == null || image.toString().matches("[\\w./-]+:v?[0-9.]+"))
                    .as(image + " names a version")
                    .isTrue();
        });
    }

    @Test
    void everyFileThatTheImageAndComposeAskForIsThere() {
        String compose = text("compose.yaml");
        Pattern.compile("- \\./([\\w./]+):")
                .matcher(compose)
                .results()
                .forEach(file -> assertThat(FOLDER.resolve(file.group(1))).exists());
        assertThat(Stream.of("java.args", "health.sh", "learn.sh", "Tutorial.java")
                        .map(name -> FOLDER.resolve("image").resolve(name)))
                .allMatch(Files::exists);
        assertThat(text("image/health.sh")).contains("/actuator/health/liveness");
    }

    /** What the image is documented to do with: nothing can be executed from a folder that can be written to. */
    @Test
    void openBlasIsLoadedFromTheImagesFolderWhereNothingUnpackedMayBeExecuted(@TempDir Path directory)
            throws Exception {
        Path cache = Files.createDirectory(directory.resolve("cache"));
        assumeTrue(
                run(directory, "mount", "-t", "tmpfs", "-o", "size=128m,noexec", "tmpfs", cache + "")
                        .isEmpty(),
                "needs a folder from which nothing is executed");
        try {
            List<Path> jars = Stream.of(Loader.class, openblas_nolapack.class)
                    .map(ContainerFilesIT::jar)
                    .flatMap(jar -> Stream.of(jar, platform(jar)))
                    .toList();
            for (Path jar : jars) {
                run(directory, Path.of(System.getProperty("java.home"), "bin", "jar") + "", "xf", jar + "");
            }
            Matcher unpacking = Pattern.compile("&& (mkdir flat && .*?)\n\n", Pattern.DOTALL)
                    .matcher(Files.readString(Path.of("Dockerfile")));
            assertThat(unpacking.find()).isTrue();
            assertThat(run(directory, "sh", "-c", unpacking.group(1))).isEmpty();
            String output = run(
                    directory,
                    Path.of(System.getProperty("java.home"), "bin", "java") + "",
                    "-Dorg.bytedeco.javacpp.pathsFirst=true",
                    "-Djava.library.path=" + directory.resolve("flat"),
                    "-Dorg.bytedeco.javacpp.cachedir=" + cache,
                    "-cp",
                    Stream.concat(jars.stream(), Stream.of(jar(ContainerFilesIT.class)))
                            .map(Path::toString)
                            .collect(Collectors.joining(File.pathSeparator)),
                    NativeLibraries.class.getName());
            assertThat(output).contains("OpenBLAS with 1 thread");
        } finally {
            run(directory, "umount", "-l", cache + "");
        }
    }

    private static Path jar(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path platform(Path jar) {
        return jar.resolveSibling(jar.getFileName().toString().replace(".jar", "-" + Loader.getPlatform() + ".jar"));
    }

    /** What it writes; a failure that writes nothing is none. */
    private static String run(Path directory, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    @Test
    void dashboardsAskForMetersThatThereAre() {
        TestService service = TestService.shared();
        service.ended(service.submit(Trainings.epochs("metered", 20)));
        service.get("/api/v1/runs/nobody");
        String meters = service.send(HttpRequest.newBuilder(service.managed("/actuator/prometheus")))
                .body();
        List<String> asked = queries("grafana/operators.json", "expr");
        assertThat(asked).hasSizeGreaterThan(12);
        asked.stream()
                .flatMap(query -> METER.matcher(query).results())
                .map(MatchResult::group)
                .forEach(meter -> assertThat(meters).containsPattern("(?m)^" + meter + "[{ ]"));
    }

    @Test
    void theDashboardOfRunsReadsByARoleThatCanOnlyRead(@TempDir Path directory) {
        try (TestService service = TestService.on(TestDatabase.POSTGRESQL.create(directory))) {
            String id = service.submit(Trainings.everything("shown"));
            service.ended(id);
            JdbcTemplate jdbc = service.part(JdbcTemplate.class);
            jdbc.execute(text("reader.sql"));
            jdbc.execute(text("reader.sql")); // a second time does no harm
            List<String> queries = queries("grafana/runs.json", "rawSql");
            assertThat(queries).hasSizeGreaterThan(3);
            for (String query : queries) {
                String sql = query.replace("$run", id).replace("$__timeFilter(submitted_at)", "true");
                boolean recorded = !sql.contains("activation"); // of this run no others are
                assertThat(read(jdbc, sql) || !recorded).as(sql).isTrue();
            }
            for (String sql : List.of(
                    "select spec from run",
                    "select 1 from dataset",
                    "select 1 from scheduled_tasks",
                    "delete from run")) {
                assertThatThrownBy(() -> read(jdbc, sql)).as(sql).isInstanceOf(DataAccessException.class);
            }
        }
    }

    /** Whether there are rows. */
    private static boolean read(JdbcTemplate jdbc, String sql) {
        return Boolean.TRUE.equals(jdbc.execute((ConnectionCallback<Boolean>) connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("set role backflow_reader");
                try {
                    return statement.execute(sql) && statement.getResultSet().next();
                } finally {
                    statement.execute("reset role");
                }
            }
        }));
    }
}
