package dev.backflow.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.backflow.TestDatabase;
import dev.backflow.recording.Axis;
import dev.backflow.recording.CheckpointPart;
import dev.backflow.recording.SlopeMeasure;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Statistics;
import dev.backflow.recording.Tensor;
import dev.backflow.storage.Checkpoint.Part;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** What an earlier version stored, read by this one. */
class MigrationIT {

    private static final float[] TENSOR = {0.25f, -1.5f, 0, 3e-5f, 7, 7, Float.NaN};

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void statisticsKeepAllTheirNumbers(TestDatabase database) {
        String[] arguments = database.create(directory);
        Statistics first = overflown();
        Statistics second = Statistics.of(TENSOR, TENSOR.length);
        try (ConfigurableApplicationContext old =
                TestDatabase.start(StorageApplication.class, arguments, "--spring.flyway.target=1")) {
            JdbcTemplate jdbc = old.getBean(JdbcTemplate.class);
            Recorded.insertRun(jdbc, "run");
            insert(jdbc, "hidden", second);
            insert(jdbc, "zeros", Statistics.of(new float[9], 9));
        }
        try (ConfigurableApplicationContext now = TestDatabase.start(StorageApplication.class, arguments)) {
            RecordedRuns runs = now.getBean(RecordedRuns.class);
            for (Statistic statistic : Statistic.values()) {
                Map<String, double[]> columns = Recorded.open(runs, "run")
                        .statistic(Axis.EPOCH, Tensor.KERNEL, statistic, List.of(), 0, 9)
                        .values();
                double[] hidden = columns.get("hidden");
                assertThat(Double.compare(hidden[0], statistic.of(first))).isZero();
                assertThat(hidden[1]).isCloseTo(statistic.of(second), withinPercentage(1e-12));
                assertThat(columns.get("zeros")[1]).isEqualTo(statistic == Statistic.ZERO_FRACTION ? 1 : 0);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasNotCountedThenIsNoNumberNow(TestDatabase database) {
        String[] arguments = database.create(directory);
        try (ConfigurableApplicationContext old =
                TestDatabase.start(StorageApplication.class, arguments, "--spring.flyway.target=5")) {
            JdbcTemplate jdbc = old.getBean(JdbcTemplate.class);
            Recorded.insertRun(jdbc, "run");
            insertSlopes(jdbc, 0, 1);
        }
        try (ConfigurableApplicationContext now = TestDatabase.start(StorageApplication.class, arguments)) {
            JdbcTemplate jdbc = now.getBean(JdbcTemplate.class);
            insertSlopes(jdbc, 2, 3);
            jdbc.update("update slope_chunk set inactive_units = dead_units where first_epoch = 2");
            RecordedRun run = Recorded.open(now.getBean(RecordedRuns.class), "run", "hidden");
            assertThat(run.slopes(SlopeMeasure.DEAD_UNITS).get("hidden")).containsExactly(0.25, 0.5, 0.25, 0.5);
            assertThat(run.slopes(SlopeMeasure.INACTIVE_UNITS).get("hidden"))
                    .containsExactly(Double.NaN, Double.NaN, 0.25, 0.5);
            assertThat(jdbc.queryForList("select inactive_units from layer_epoch_slopes order by epoch", Double.class))
                    .containsExactly(null, null, 0.25, 0.5);
            assertThat((Object[]) run.block(Axis.EPOCH, 0, 1, 9).slopes().get("hidden"))
                    .containsExactly(new double[] {0}, new double[] {0.5}, new double[] {Double.NaN});
        }
    }

    @ParameterizedTest
    @EnumSource
    void weightsAndCheckpointsKeepAllTheirBits(TestDatabase database) {
        String[] arguments = database.create(directory);
        float[] any = new float[100_000];
        for (int i = 0; i < any.length; i++) {
            any[i] = 1f / i;
        }
        Part part = new Part(List.of(any), new double[] {7});
        try (ConfigurableApplicationContext old =
                TestDatabase.start(StorageApplication.class, arguments, "--spring.flyway.target=7")) {
            Recorded.insertRun(old.getBean(JdbcTemplate.class), "run");
            old.getBean(Checkpoints.class)
                    .save(
                            "run",
                            List.of(EncodedCheckpoint.of(
                                    new Checkpoint(3, Map.of(CheckpointPart.WEIGHTS, part)), true)));
            old.getBean(SavedWeights.class)
                    .save(
                            "run",
                            EncodedWeights.of(
                                    3,
                                    List.of(new LayerValues(
                                            "output", 1000, 100, any, Map.of("bias", new float[100])))));
        }
        try (ConfigurableApplicationContext now = TestDatabase.start(StorageApplication.class, arguments)) {
            assertThat(now.getBean(Checkpoints.class)
                            .latest("run")
                            .orElseThrow()
                            .part(CheckpointPart.WEIGHTS)
                            .arrays()
                            .get(0))
                    .isEqualTo(any);
            assertThat(now.getBean(SavedWeights.class)
                            .load("run")
                            .orElseThrow()
                            .layers()
                            .get(0)
                            .kernel())
                    .isEqualTo(any);
        }
    }

    private static void insertSlopes(JdbcTemplate jdbc, Integer... epochs) {
        jdbc.update(
                "insert into slope_chunk (run_id, layer, first_epoch, epochs, saturation, dead_units)"
                        + " values ('run', 'hidden', ?, ?, ?, ?)",
                epochs[0],
                epochs,
                new Double[] {0.0, 0.0},
                new Double[] {0.25, 0.5});
        jdbc.update(
                "insert into metric_chunk (run_id, metric, first_epoch, ordinal, epochs, readings)"
                        + " values ('run', 'loss', ?, 0, ?, ?)",
                epochs[0],
                epochs,
                new Double[] {0.1, 0.2});
    }

    /** Without a finite element. */
    private static Statistics overflown() {
        float[] tensor = new float[TENSOR.length];
        Arrays.fill(tensor, Float.NaN);
        return Statistics.of(tensor, tensor.length);
    }

    /** Two epochs, the first overflown. */
    private static void insert(JdbcTemplate jdbc, String layer, Statistics second) {
        Statistics first = overflown();
        Object[] columns = Stream.of(
                        Statistic.MEAN,
                        Statistic.STD,
                        Statistic.MIN,
                        Statistic.MAX,
                        Statistic.MEAN_ABS,
                        Statistic.RMS,
                        Statistic.L2,
                        Statistic.ZERO_FRACTION)
                .map(statistic -> new Double[] {statistic.of(first), statistic.of(second)})
                .toArray();
        jdbc.update(
                "insert into statistics_chunk (run_id, layer, tensor, first_epoch, epochs, non_finite, mean, std, min,"
                        + " max, mean_abs, rms, l2, zero_fraction) values ('run', ?, 'kernel', 0, ?, ?"
                        + ", ?".repeat(8) + ")",
                Stream.concat(
                                Stream.of(layer, new Integer[] {0, 1}, new Long[] {first.nonFinite(), second.nonFinite()
                                }),
                                Arrays.stream(columns))
                        .toArray());
    }
}
