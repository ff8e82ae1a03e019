package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a run of the tutorial with everything recorded takes on disk: eight tensors of five layers with their histograms, 101 epochs. */
class DiskSpaceIT {

    private static final int RUNS = 40;
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

    /** By which tables and indexes grow; H2's file has room for more, which the database fills again after 45 s. */
    @ParameterizedTest
    @EnumSource
    void aRunWithEverythingRecordedIsSmall(TestDatabase database) throws Exception {
        String[] arguments = database.create(directory);
        train(arguments, RUNS / 4);
        long before = size(database, arguments);
        train(arguments, RUNS);
        long each = (size(database, arguments) - before) / RUNS;
        System.out.println("A tutorial run with everything recorded takes " + each + " bytes on " + database);
        assertThat(each).isBetween(MOST_BYTES / 10, MOST_BYTES);
    }

    private static void train(String[] arguments, int runs) {
        try (TestService service = TestService.on(arguments)) {
            List<String> ids = IntStream.range(0, runs)
                    .mapToObj(i -> service.submit(TUTORIAL.formatted(
                                    List.of("sigmoid", "tanh", "relu").get(i % 3), ALL, i)
                            .replace('\'', '"')))
                    .toList();
            ids.forEach(id ->
                    assertThat(service.ended(id).at("/status/state").asString()).isEqualTo("succeeded"));
        }
    }

    private static long size(TestDatabase database, String[] arguments) throws SQLException {
        return database == TestDatabase.H2
                ? sum(
                        "jdbc:h2:" + value(arguments, "BACKFLOW_DATA=") + "/backflow",
                        "sa",
                        "select sum(disk_space_used('\"' || table_name || '\"'))"
                                + " from information_schema.tables where table_schema = 'PUBLIC' and table_type = 'BASE TABLE'")
                : sum(
                        value(arguments, "SPRING_DATASOURCE_URL="),
                        null,
                        "select sum(pg_total_relation_size(relid)) from pg_stat_user_tables");
    }

    private static long sum(String url, String user, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, user == null ? null : "");
                Statement statement = connection.createStatement();
                ResultSet sum = statement.executeQuery(query)) {
            sum.next();
            return sum.getLong(1);
        }
    }

    private static String value(String[] arguments, String name) {
        return Stream.of(arguments)
                .filter(argument -> argument.contains(name))
                .map(argument -> argument.substring(argument.indexOf('=') + 1))
                .findFirst()
                .orElseThrow();
    }
}
