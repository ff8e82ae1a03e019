package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a run of the tutorial with everything recorded takes on disk: eight tensors of five layers with their histograms, 101 epochs. */
class DiskSpaceIT {

    private static final int RUNS = 20;
    private static final long MOST_BYTES = 250_000;
    private static final String ALL = "['kernel', 'bias', 'kernel_gradient', 'bias_gradient', 'pre_activation',"
            + " 'activation', 'pre_activation_gradient', 'kernel_update']";

    private static final String TUTORIAL = """
            {'name': 'everything', 'spec': {
              'dataset': {'type': 'circles', 'samples': 1000, 'factor': 0.5, 'noise': 0.1, 'seed': 42},
              'network': {'layers': [
                {'name': 'hidden', 'repeat': 4, 'units': 5, 'activation': '%1$s',
                 'kernel_initializer': {'type': 'random_normal', 'stddev': 1.0}},
                {'units': 1, 'activation': 'sigmoid', 'kernel_initializer': {'type': 'random_normal', 'stddev': 1.0}}]},
              'training': {'loss': 'binary_crossentropy', 'optimizer': 'rmsprop', 'metrics': ['accuracy'], 'epochs': 100},
              'recording': {'tensors': %2$s, 'histograms': %2$s}, 'seed': %3$s}}
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void a_run_with_everything_recorded_is_small(TestDatabase database) throws Exception {
        String[] arguments = database.create(directory);
        try (TestService service = TestService.on(arguments)) {
            assertThat(service.address("")).isNotNull(); // the tables are there
        }
        long before = size(arguments);
        try (TestService service = TestService.on(arguments)) {
            List<String> runs = Stream.iterate(0, i -> i < RUNS, i -> i + 1)
                    .map(i -> service.submit(TUTORIAL.formatted(
                                    List.of("sigmoid", "tanh", "relu").get(i % 3), ALL, i)
                            .replace('\'', '"')))
                    .toList();
            runs.forEach(
                    run -> assertThat(service.ended(run).at("/status/state").asString())
                            .isEqualTo("succeeded"));
        }
        long each = (size(arguments) - before) / RUNS;
        System.out.println("A tutorial run with everything recorded takes " + each + " bytes on " + database);
        assertThat(each).isBetween(MOST_BYTES / 10, MOST_BYTES);
    }

    private long size(String[] arguments) throws IOException, SQLException {
        String url = Stream.of(arguments)
                .filter(argument -> argument.contains("jdbc:postgresql:"))
                .map(argument -> argument.substring(argument.indexOf('=') + 1))
                .findFirst()
                .orElse(null);
        return url == null ? files() : database(url);
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static long database(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet size = statement.executeQuery("select pg_database_size(current_database())")) {
            size.next();
            return size.getLong(1);
        }
    }
}
