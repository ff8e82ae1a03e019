package dev.backflow.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestDatabase;
import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.TensorRecord;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

class StatisticsViewIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void showsTheChunksRowByRow(TestDatabase database) {
        double[] odd = Recorded.ODD_OF_FLOATS;
        List<EpochRecord> epochs = new ArrayList<>(Recorded.tutorial(0, 299));
        IntStream.range(0, odd.length).forEach(i -> epochs.add(Recorded.epoch(300 + i, odd[i])));
        List<String> expected = epochs.stream()
                .flatMap(epoch -> epoch.tensors().stream().map(tensor -> text(epoch.epoch(), tensor)))
                .sorted()
                .toList();

        try (ConfigurableApplicationContext application =
                TestDatabase.start(StorageApplication.class, database.create(directory))) {
            JdbcTemplate jdbc = application.getBean(JdbcTemplate.class);
            Recorded.insertRun(jdbc, "run");
            application.getBean(RecordedRuns.class).append("run", epochs);
            List<String> rows =
                    jdbc.query("select * from layer_epoch_statistics where run_id = 'run'", (row, n) -> text(row));
            assertThat(rows.stream().sorted().toList()).isEqualTo(expected);
        }
    }

    private static String text(int epoch, TensorRecord tensor) {
        return "%d %s %s %s"
                .formatted(
                        epoch,
                        tensor.layer(),
                        tensor.tensor().wireName(),
                        Arrays.stream(Statistic.values())
                                .map(statistic -> statistic.of(tensor.statistics()) + 0.0)
                                .toList());
    }

    private static String text(ResultSet row) throws SQLException {
        List<Double> numbers = new ArrayList<>();
        for (Statistic statistic : Statistic.values()) {
            numbers.add(row.getDouble(statistic.wireName()));
        }
        return "%d %s %s %s".formatted(row.getInt("epoch"), row.getString("layer"), row.getString("tensor"), numbers);
    }
}
