package dev.backflow.storage;

import static dev.backflow.storage.Recorded.epoch;
import static dev.backflow.storage.Recorded.kernel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestDatabase;
import dev.backflow.recording.Bins;
import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.Histogram;
import dev.backflow.recording.HistogramRecord;
import dev.backflow.recording.SlopeMeasure;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@ParameterizedClass
@EnumSource
class RecordedRunsIT {

    @TempDir
    static Path directory;

    static ConfigurableApplicationContext application;

    @Parameter
    TestDatabase database;

    final String run = UUID.randomUUID().toString();
    final RecordedRuns runs = application.getBean(RecordedRuns.class);
    final SavedWeights weights = application.getBean(SavedWeights.class);
    final JdbcTemplate jdbc = application.getBean(JdbcTemplate.class);
    final TransactionTemplate transaction =
            new TransactionTemplate(application.getBean(PlatformTransactionManager.class));

    @BeforeParameterizedClassInvocation
    static void start(TestDatabase database) {
        application = TestDatabase.start(StorageApplication.class, database.create(directory));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        application.close();
    }

    @BeforeEach
    void insertRun() {
        insertRun(run);
    }

    private void insertRun(String id) {
        Recorded.insertRun(jdbc, id);
    }

    @Test
    void returnsEveryDoubleExactly() {
        double[] odd = Recorded.ODD;
        runs.append(
                run,
                IntStream.range(0, odd.length).mapToObj(e -> epoch(e, odd[e])).toList());

        int[] epochs = IntStream.range(0, odd.length).toArray();
        assertThat(runs.metrics(run).get("loss").epochs()).isEqualTo(epochs);
        assertSameBits(runs.metrics(run).get("loss").values(), odd);
        for (Statistic statistic : Statistic.values()) {
            StatisticColumn column =
                    runs.statistics(run, Tensor.KERNEL, statistic).get("hidden_1");
            assertThat(column.epochs()).isEqualTo(epochs);
            assertSameBits(
                    column.values(),
                    DoubleStream.of(odd)
                            .map(x -> statistic.of(Recorded.statistics(x, 0)))
                            .map(x -> x + 0.0)
                            .toArray());
        }
    }

    @Test
    void returnsNegativeZeroAsZeroOnEveryDatabase() {
        runs.append(run, List.of(epoch(0, -0.0)));
        assertSameBits(runs.metrics(run).get("loss").values(), new double[] {0.0});
    }

    private static void assertSameBits(double[] actual, double[] expected) {
        assertThat(DoubleStream.of(actual).mapToLong(Double::doubleToLongBits).toArray())
                .isEqualTo(DoubleStream.of(expected)
                        .mapToLong(Double::doubleToLongBits)
                        .toArray());
    }

    @Test
    void countsNonFiniteElementsBesideEveryStatistic() {
        runs.append(run, Recorded.tutorial(0, 20));

        Map<String, StatisticColumn> counts = runs.statistics(run, Tensor.ACTIVATION, Statistic.NON_FINITE);
        Map<String, StatisticColumn> means = runs.statistics(run, Tensor.ACTIVATION, Statistic.MEAN);
        assertThat(means).containsOnlyKeys("hidden_1", "hidden_2", "hidden_3", "hidden_4", "output");
        means.forEach((layer, mean) -> {
            assertThat(mean.nonFinite()).contains(0, 1, 2);
            assertThat(DoubleStream.of(counts.get(layer).values())
                            .mapToLong(x -> (long) x)
                            .toArray())
                    .isEqualTo(mean.nonFinite());
        });
    }

    @Test
    void joinsChunksInTheOrderOfEpochs() {
        runs.append(run, Recorded.tutorial(0, 599));
        runs.append(run, Recorded.tutorial(600, 610));

        assertThat(chunks("statistics_chunk")).isEqualTo(4 * 5 * Tensor.values().length);
        assertThat(runs.metrics(run)).containsOnlyKeys("loss", "accuracy");
        runs.metrics(run)
                .values()
                .forEach(column -> assertThat(column.epochs())
                        .isEqualTo(IntStream.rangeClosed(0, 610).toArray()));
        runs.statistics(run, Tensor.KERNEL, Statistic.STD)
                .values()
                .forEach(column -> assertThat(column.epochs())
                        .isEqualTo(IntStream.rangeClosed(0, 610).toArray()));
    }

    private int chunks(String table) {
        return jdbc.queryForObject("select count(*) from " + table + " where run_id = ?", Integer.class, run);
    }

    @Test
    void keepsTheOrderOfMetrics() {
        List<String> names = new ArrayList<>(List.of("loss", "z", "accuracy", "val_loss", "b", "val_z", "a"));
        Map<String, Double> metrics = new LinkedHashMap<>();
        names.forEach(name -> metrics.put(name, 1.0));
        runs.append(run, List.of(new EpochRecord(0, metrics, List.of(), List.of(), List.of())));
        assertThat(runs.metrics(run).keySet()).containsExactlyElementsOf(names);
    }

    @Test
    void aMetricThatLaterVersionsRecordHasGapsBefore() {
        runs.append(run, List.of(Recorded.epoch(0, Map.of("loss", 5.0)), Recorded.epoch(2, Map.of("loss", 4.0))));
        Map<String, Double> metrics = new LinkedHashMap<>(Map.of("loss", 3.0));
        metrics.put("learning_rate", 0.1);
        runs.append(run, List.of(Recorded.epoch(4, metrics)));
        assertThat(runs.metrics(run).get("loss").values()).containsExactly(5, 4, 3);
        assertThat(runs.metrics(run).get("learning_rate").epochs()).containsExactly(0, 2, 4);
        assertThat(runs.metrics(run).get("learning_rate").values()).containsExactly(Double.NaN, Double.NaN, 0.1);
        assertThat(runs.metrics(run, 1, 2).get("loss").values()).containsExactly(4);
    }

    @Test
    void returnsOnlyTheLayersAndEpochsAskedFor() {
        runs.append(run, Recorded.tutorial(0, 9));
        runs.append(run, Recorded.tutorial(10, 19));

        Map<String, StatisticColumn> columns =
                runs.statistics(run, Tensor.KERNEL, Statistic.L2, List.of("hidden_2", "output"), 8, 11);
        Map<String, StatisticColumn> all = runs.statistics(run, Tensor.KERNEL, Statistic.L2);
        assertThat(columns).containsOnlyKeys("hidden_2", "output");
        columns.forEach((layer, column) -> {
            assertThat(column.epochs()).containsExactly(8, 9, 10, 11);
            assertThat(column.values())
                    .isEqualTo(Arrays.copyOfRange(all.get(layer).values(), 8, 12));
            assertThat(column.nonFinite()).hasSize(4);
        });
        assertThat(runs.statistics(run, Tensor.KERNEL, Statistic.L2, List.of("nobody"), 0, 99))
                .isEmpty();
    }

    @Test
    void takesTensorsThatAreMissingAtSomeEpochs() {
        runs.append(
                run,
                List.of(
                        epoch(0, Map.of(), kernel("a", 1)),
                        epoch(1, Map.of(), kernel("a", 2), kernel("b", 3)),
                        epoch(5, Map.of(), kernel("b", 4))));
        Map<String, StatisticColumn> columns = runs.statistics(run, Tensor.KERNEL, Statistic.MEAN);
        assertThat(columns.get("a").epochs()).containsExactly(0, 1);
        assertThat(columns.get("b").epochs()).containsExactly(1, 5);
        assertThat(columns.get("b").values()).containsExactly(3, 4);
    }

    @Test
    void returnsSlopesWithTheirGaps() {
        List<EpochRecord> epochs = Recorded.tutorial(0, 299);
        runs.append(run, epochs.subList(0, 270));
        runs.append(run, epochs.subList(270, 300));

        for (SlopeMeasure measure : SlopeMeasure.values()) {
            Map<String, MetricColumn> columns = runs.slopes(run, measure);
            assertThat(columns).containsOnlyKeys("hidden_1", "hidden_2", "hidden_3", "hidden_4");
            MetricColumn third = columns.get("hidden_3");
            assertThat(third.epochs()).isEqualTo(IntStream.range(0, 300).toArray());
            assertSameBits(
                    third.values(),
                    epochs.stream()
                            .mapToDouble(epoch -> measure.of(epoch.slopes().get(2)))
                            .toArray());
            MetricColumn part =
                    runs.slopes(run, measure, List.of("hidden_3"), 255, 270).get("hidden_3");
            assertSameBits(part.values(), Arrays.copyOfRange(third.values(), 255, 271));
        }
    }

    @Test
    void joinsTheHistogramsOfChunks() {
        RecordedHistograms histograms = application.getBean(RecordedHistograms.class);
        runs.append(
                run, IntStream.range(0, 300).mapToObj(e -> histogramsOf(3 * e)).toList());
        runs.append(run, List.of(histogramsOf(1000)));

        HistogramColumn all = histograms.histograms(run, Tensor.KERNEL, "hidden_1", 0, Integer.MAX_VALUE);
        assertThat(all.epochs()).hasSize(301).isSorted().startsWith(0, 3, 6).endsWith(894, 897, 1000);
        assertThat(all.histograms())
                .isEqualTo(all.epochs().stream().map(RecordedRunsIT::histogram).toList());
        assertThat(histograms
                        .histograms(run, Tensor.KERNEL, "hidden_1", 766, 772)
                        .epochs())
                .containsExactly(768, 771);
        assertThat(histograms.histograms(run, Tensor.BIAS, "hidden_1", 0, 9).epochs())
                .isEmpty();
        runs.clear(run);
        assertThat(chunks("histogram_chunk") + chunks("slope_chunk")).isZero();
    }

    private static EpochRecord histogramsOf(int epoch) {
        HistogramRecord record = new HistogramRecord("hidden_1", Tensor.KERNEL, histogram(epoch));
        return new EpochRecord(epoch, Map.of(), List.of(), List.of(), List.of(record));
    }

    private static Histogram histogram(int epoch) {
        int[] counts = new int[Bins.COUNT];
        counts[epoch % Bins.COUNT] = epoch;
        counts[81] = epoch * epoch;
        return Histogram.of(counts);
    }

    @Test
    void storesNothingWhenTheCallersTransactionRollsBack() {
        transaction.executeWithoutResult(status -> {
            runs.append(run, Recorded.tutorial(0, 9));
            weights.save(run, 9, List.of(layer(1)));
            status.setRollbackOnly();
        });
        assertThat(chunks("metric_chunk") + chunks("statistics_chunk") + chunks("model_weights"))
                .isZero();
    }

    @Test
    void commitsOnAThreadThatHasBeenInterrupted() {
        transaction.executeWithoutResult(status -> {
            runs.append(run, Recorded.tutorial(0, 9));
            Thread.currentThread().interrupt();
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(runs.metrics(run).get("loss").epochs()).hasSize(10);
    }

    @Test
    void clearsOneRunOnly() {
        String other = UUID.randomUUID().toString();
        insertRun(other);
        for (String id : List.of(run, other)) {
            runs.append(id, Recorded.tutorial(0, 3));
            weights.save(id, 3, List.of(layer(1)));
        }
        runs.clear(run);
        assertThat(chunks("metric_chunk") + chunks("statistics_chunk") + chunks("model_weights"))
                .isZero();
        assertThat(runs.metrics(other)).isNotEmpty();
        assertThat(weights.load(other)).isPresent();
        runs.append(run, Recorded.tutorial(0, 3));
    }

    @Test
    void losesEverythingRecordedWithTheRun() {
        runs.append(run, Recorded.tutorial(0, 3));
        weights.save(run, 3, List.of(layer(1)));
        jdbc.update("delete from run where id = ?", run);
        assertThat(chunks("metric_chunk") + chunks("statistics_chunk") + chunks("model_weights"))
                .isZero();
    }

    @Test
    void keepsTheLatestWeightsOfAnEpoch() {
        float[] large = new float[1 << 20];
        large[0] = Float.intBitsToFloat(0x7fc01234);
        large[1] = -0f;
        large[2] = Float.MIN_VALUE;
        LayerValues wide = new LayerValues("wide", 1 << 10, 1 << 10, large, Map.of());
        weights.save(run, 4, List.of(layer(1)));
        Map<String, float[]> averages = Map.of("moving_mean", new float[] {3, 4});
        weights.save(run, 4, List.of(wide, layer(2), new LayerValues("norm", 0, 0, null, averages)));
        assertThat(weights.load(run).orElseThrow().epoch()).isEqualTo(4);
        List<LayerValues> loaded = weights.load(run).orElseThrow().layers();
        assertThat(loaded).extracting(LayerValues::name).containsExactly("wide", "layer", "norm");
        assertThat(bits(loaded.get(0).kernel())).isEqualTo(bits(large));
        assertThat(loaded.get(0).vectors()).isEmpty();
        assertThat(loaded.get(1).vectors().get("bias")).containsExactly(-2);
        assertThat(loaded.get(2).kernel()).isNull();
        assertThat(loaded.get(2).vectors().get("moving_mean")).containsExactly(3, 4);
        assertThat(weights.load(UUID.randomUUID().toString())).isEmpty();
    }

    private static LayerValues layer(float weight) {
        return new LayerValues("layer", 1, 1, new float[] {weight}, Map.of("bias", new float[] {-weight}));
    }

    private static int[] bits(float[] values) {
        return IntStream.range(0, values.length)
                .map(i -> Float.floatToRawIntBits(values[i]))
                .toArray();
    }
}
