package dev.backflow.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestDatabase;
import dev.backflow.recording.Axis;
import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Statistics;
import dev.backflow.recording.StepRecord;
import dev.backflow.recording.Tensor;
import dev.backflow.recording.TensorRecord;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** The views for those who ask the database itself. */
class StatisticsViewIT {

    @TempDir
    Path directory;

    /** More than one chunk of epochs, and every odd number. */
    private static List<EpochRecord> epochs() {
        double[] odd = Recorded.ODD_OF_FLOATS;
        List<EpochRecord> epochs = new ArrayList<>(Recorded.tutorial(0, 299));
        IntStream.range(0, odd.length).forEach(i -> epochs.add(Recorded.epoch(300 + i, odd[i])));
        return epochs;
    }

    @ParameterizedTest
    @EnumSource
    void showTheChunksRowByRow(TestDatabase database) {
        List<EpochRecord> epochs = epochs();
        List<StepRecord> steps = epochs.stream()
                .map(epoch -> new StepRecord(3 * epoch.epoch() + 1, ragged(epoch)))
                .toList();
        try (ConfigurableApplicationContext application =
                TestDatabase.start(StorageApplication.class, database.create(directory))) {
            JdbcTemplate jdbc = application.getBean(JdbcTemplate.class);
            Recorded.insertRun(jdbc, "run");
            application.getBean(RecordedRuns.class).append(List.of(EncodedRecords.of("run", epochs, steps)));
            assertThat(rows(jdbc, "epoch"))
                    .isEqualTo(expected(epochs.stream(), EpochRecord::epoch, EpochRecord::tensors));
            assertThat(rows(jdbc, "step")).isEqualTo(expected(steps.stream(), StepRecord::step, StepRecord::tensors));
            RecordedRun run = Recorded.open(application.getBean(RecordedRuns.class), "run", "hidden_1");
            double[] norms = run.statistic(Axis.STEP, Tensor.KERNEL, Statistic.L2, List.of("hidden_1"), 0, 9999)
                    .values()
                    .get("hidden_1");
            RecordedBlock second = run.block(Axis.STEP, 769, 2, 9);
            for (int i = 0; i < norms.length; i++) {
                assertThat(norms[i]).isEqualTo(norm(steps.get(i)));
            }
            for (int i = 0; i < 9; i++) {
                assertThat(second.tensors().get(0).at(Statistic.L2, i)).isEqualTo(norm(steps.get(258 + i)));
            }
        }
    }

    private static Double norm(StepRecord step) {
        return step.tensors().stream()
                .filter(tensor -> tensor.layer().equals("hidden_1") && tensor.tensor() == Tensor.KERNEL)
                .findFirst()
                .orElseThrow()
                .statistics()
                .l2();
    }

    /** Now and then on a smaller batch. */
    private static List<TensorRecord> ragged(EpochRecord epoch) {
        return epoch.tensors().stream()
                .map(tensor -> {
                    Statistics s = tensor.statistics();
                    long elements = epoch.epoch() % 5 == 4 ? s.elements() - 8 : s.elements();
                    Statistics fewer = new Statistics(
                            s.mean(),
                            s.std(),
                            s.min(),
                            s.max(),
                            s.meanAbs(),
                            s.zeroFraction(),
                            elements,
                            s.nonFinite());
                    return new TensorRecord(tensor.layer(), tensor.tensor(), fewer);
                })
                .toList();
    }

    private static List<String> rows(JdbcTemplate jdbc, String axis) {
        return jdbc
                .query("select * from layer_" + axis + "_statistics where run_id = 'run'", (row, n) -> text(row, axis))
                .stream()
                .sorted()
                .toList();
    }

    private static <T> List<String> expected(
            Stream<T> records, ToIntFunction<T> place, Function<T, List<TensorRecord>> tensors) {
        return records.flatMap(
                        record -> tensors.apply(record).stream().map(tensor -> text(place.applyAsInt(record), tensor)))
                .sorted()
                .toList();
    }

    private static String text(int place, TensorRecord tensor) {
        return "%d %s %s %s"
                .formatted(
                        place,
                        tensor.layer(),
                        tensor.tensor().wireName(),
                        Arrays.stream(Statistic.values())
                                .map(statistic -> statistic.of(tensor.statistics()) + 0.0)
                                .toList());
    }

    private static String text(ResultSet row, String axis) throws SQLException {
        List<Double> numbers = new ArrayList<>();
        for (Statistic statistic : Statistic.values()) {
            numbers.add(row.getDouble(statistic.wireName()));
        }
        return "%d %s %s %s".formatted(row.getInt(axis), row.getString("layer"), row.getString("tensor"), numbers);
    }
}
