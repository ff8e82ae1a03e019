package dev.backflow.storage;

import static dev.backflow.storage.Recorded.epoch;
import static dev.backflow.storage.Recorded.kernel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestDatabase;
import dev.backflow.recording.Axis;
import dev.backflow.recording.Bins;
import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.Histogram;
import dev.backflow.recording.HistogramRecord;
import dev.backflow.recording.SlopeMeasure;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.StepRecord;
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

    private static final int LAST = Integer.MAX_VALUE;

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

    private void append(String id, List<EpochRecord> epochs) {
        runs.append(List.of(EncodedRecords.of(id, epochs, List.of())));
    }

    @Test
    void returnsEveryDoubleExactly() {
        double[] odd = Recorded.ODD;
        append(
                run,
                IntStream.range(0, odd.length).mapToObj(e -> epoch(e, odd[e])).toList());

        int[] epochs = IntStream.range(0, odd.length).toArray();
        RecordedColumns metrics = open().metrics(0, LAST);
        assertThat(metrics.places()).isEqualTo(epochs);
        assertSameBits(metrics.values().get("loss"), odd);
        for (Statistic statistic : Statistic.values()) {
            RecordedColumns columns = statistic(Tensor.KERNEL, statistic);
            assertThat(columns.places()).isEqualTo(epochs);
            assertSameBits(
                    columns.values().get("hidden_1"),
                    DoubleStream.of(odd)
                            .map(x -> statistic.of(Recorded.statistics(x, 0)))
                            .map(x -> x + 0.0)
                            .toArray());
        }
    }

    @Test
    void returnsNegativeZeroAsZeroOnEveryDatabase() {
        append(run, List.of(epoch(0, -0.0)));
        assertSameBits(open().metrics().get("loss"), new double[] {0.0});
    }

    private RecordedRun open() {
        return Recorded.open(runs, run);
    }

    @Test
    void whatIsReadWhileItGrowsIsWhatIsReadAtOnce() {
        List<EpochRecord> late = List.of(epoch(90, Map.of("loss", 1.5, "recall", Double.NaN), kernel("later", 2.5)));
        int from = 0;
        for (int to : new int[] {0, 1, 30, 31, 89, 90}) {
            append(run, to == 90 ? late : Recorded.tutorial(from, to));
            from = to + 1;
            RecordedRun grown = Recorded.open(runs, run, 7);
            assertSame(grown.metrics(0, LAST), open().metrics(0, LAST));
            assertSame(grown.metrics(0, LAST), grown.metrics(0, LAST - 1));
            for (Statistic statistic : Statistic.values()) {
                assertSame(
                        grown.statistic(Axis.EPOCH, Tensor.KERNEL, statistic, List.of(), 0, LAST),
                        statistic(Tensor.KERNEL, statistic));
                assertSame(
                        grown.statistic(Axis.EPOCH, Tensor.KERNEL, statistic, List.of("later", "output"), 0, LAST),
                        open().statistic(Axis.EPOCH, Tensor.KERNEL, statistic, List.of("later", "output"), 0, LAST));
            }
            for (SlopeMeasure measure : SlopeMeasure.values()) {
                assertSame(grown.slopes(measure, 0, LAST), open().slopes(measure, 0, LAST));
            }
        }
    }

    @Test
    void anotherAttemptKnowsNothingOfWhatWasTakenBack() {
        append(run, Recorded.tutorial(0, 20));
        RecordedColumns before = Recorded.open(runs, run, 1).metrics(0, LAST);
        transaction.executeWithoutResult(status -> runs.forget(run, 0, 0));
        append(run, Recorded.tutorial(0, 3));
        assertThat(before.places()).hasSize(21);
        assertThat(Recorded.open(runs, run, 2).metrics(0, LAST).places()).hasSize(4);
    }

    private static void assertSame(RecordedColumns actual, RecordedColumns expected) {
        assertThat(actual)
                .usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class)
                .isEqualTo(expected);
    }

    private RecordedColumns statistic(Tensor tensor, Statistic statistic) {
        return open().statistic(Axis.EPOCH, tensor, statistic, List.of(), 0, LAST);
    }

    private static void assertSameBits(double[] actual, double[] expected) {
        assertThat(DoubleStream.of(actual).mapToLong(Double::doubleToLongBits).toArray())
                .isEqualTo(DoubleStream.of(expected)
                        .mapToLong(Double::doubleToLongBits)
                        .toArray());
    }

    @Test
    void countsNonFiniteElementsBesideEveryStatistic() {
        append(run, Recorded.tutorial(0, 20));

        RecordedColumns counts = statistic(Tensor.ACTIVATION, Statistic.NON_FINITE);
        RecordedColumns means = statistic(Tensor.ACTIVATION, Statistic.MEAN);
        assertThat(means.nonFinite()).containsOnlyKeys("hidden_1", "hidden_2", "hidden_3", "hidden_4", "output");
        means.nonFinite().forEach((layer, nonFinite) -> {
            assertThat(nonFinite).contains(0, 1, 2);
            assertThat(DoubleStream.of(counts.values().get(layer))
                            .mapToLong(x -> (long) x)
                            .toArray())
                    .isEqualTo(nonFinite);
        });
    }

    @Test
    void joinsChunksInTheOrderOfEpochs() {
        append(run, Recorded.tutorial(0, 599));
        append(run, Recorded.tutorial(600, 610));

        assertThat(chunks("statistics_chunk")).isEqualTo(4 * 5 * Tensor.values().length);
        int[] epochs = IntStream.rangeClosed(0, 610).toArray();
        assertThat(open().metrics()).containsOnlyKeys("loss", "accuracy");
        for (RecordedColumns columns : List.of(open().metrics(0, LAST), statistic(Tensor.KERNEL, Statistic.STD))) {
            assertThat(columns.places()).isEqualTo(epochs);
            assertThat(columns.values().values())
                    .allSatisfy(column -> assertThat(column).hasSize(611).doesNotContain(Double.NaN));
        }
    }

    private int chunks(String table) {
        return jdbc.queryForObject("select count(*) from " + table + " where run_id = ?", Integer.class, run);
    }

    @Test
    void keepsTheOrderOfMetrics() {
        List<String> names = new ArrayList<>(List.of("loss", "z", "accuracy", "val_loss", "b", "val_z", "a"));
        Map<String, Double> metrics = new LinkedHashMap<>();
        names.forEach(name -> metrics.put(name, 1.0));
        append(run, List.of(new EpochRecord(0, metrics, List.of(), List.of(), List.of())));
        assertThat(open().metrics(0, LAST).values().keySet()).containsExactlyElementsOf(names);
    }

    @Test
    void aMetricThatLaterVersionsRecordHasGapsBefore() {
        append(run, List.of(Recorded.epoch(0, Map.of("loss", 5.0)), Recorded.epoch(2, Map.of("loss", 4.0))));
        Map<String, Double> metrics = new LinkedHashMap<>(Map.of("loss", 3.0));
        metrics.put("learning_rate", 0.1);
        append(run, List.of(Recorded.epoch(4, metrics)));
        RecordedColumns read = open().metrics(0, LAST);
        assertThat(read.places()).containsExactly(0, 2, 4);
        assertThat(read.values().get("loss")).containsExactly(5, 4, 3);
        assertThat(read.values().get("learning_rate")).containsExactly(Double.NaN, Double.NaN, 0.1);
        assertThat(open().metrics(1, 2).values().get("loss")).containsExactly(4);
    }

    @Test
    void returnsOnlyTheLayersAndEpochsAskedFor() {
        append(run, Recorded.tutorial(0, 9));
        append(run, Recorded.tutorial(10, 19));

        RecordedColumns some =
                open().statistic(Axis.EPOCH, Tensor.KERNEL, Statistic.L2, List.of("hidden_2", "output"), 8, 11);
        RecordedColumns all = statistic(Tensor.KERNEL, Statistic.L2);
        assertThat(some.places()).containsExactly(8, 9, 10, 11);
        assertThat(some.values()).containsOnlyKeys("hidden_2", "output");
        some.values().forEach((layer, column) -> {
            assertThat(column).isEqualTo(Arrays.copyOfRange(all.values().get(layer), 8, 12));
            assertThat(some.nonFinite().get(layer))
                    .isEqualTo(Arrays.copyOfRange(all.nonFinite().get(layer), 8, 12));
        });
        assertThat(open().statistic(Axis.EPOCH, Tensor.KERNEL, Statistic.L2, List.of("nobody"), 0, 99)
                        .values())
                .isEmpty();
    }

    @Test
    void takesTensorsThatAreMissingAtSomeEpochs() {
        append(
                run,
                List.of(
                        epoch(0, Map.of(), kernel("a", 1)),
                        epoch(1, Map.of(), kernel("a", 2), kernel("b", 3)),
                        epoch(5, Map.of(), kernel("b", 4))));
        RecordedColumns columns = statistic(Tensor.KERNEL, Statistic.MEAN);
        assertThat(columns.places()).containsExactly(0, 1, 5);
        assertThat(columns.values().get("a")).containsExactly(1, 2, Double.NaN);
        assertThat(columns.values().get("b")).containsExactly(Double.NaN, 3, 4);
    }

    @Test
    void returnsSlopesWithTheirGaps() {
        List<EpochRecord> epochs = Recorded.tutorial(0, 299);
        append(run, epochs.subList(0, 270));
        append(run, epochs.subList(270, 300));

        for (SlopeMeasure measure : SlopeMeasure.values()) {
            RecordedColumns columns = open().slopes(measure, 0, LAST);
            assertThat(columns.values()).containsOnlyKeys("hidden_1", "hidden_2", "hidden_3", "hidden_4");
            double[] third = columns.values().get("hidden_3");
            assertThat(columns.places()).isEqualTo(IntStream.range(0, 300).toArray());
            assertSameBits(
                    third,
                    epochs.stream()
                            .mapToDouble(epoch -> measure.of(epoch.slopes().get(2)))
                            .toArray());
            double[] part = open().slopes(measure, 255, 270).values().get("hidden_3");
            assertSameBits(part, Arrays.copyOfRange(third, 255, 271));
        }
    }

    @Test
    void joinsTheHistogramsOfChunks() {
        append(run, IntStream.range(0, 300).mapToObj(e -> histogramsOf(3 * e)).toList());
        append(run, List.of(histogramsOf(1000)));

        HistogramColumn all = open().histograms(Tensor.KERNEL, "hidden_1", 0, Integer.MAX_VALUE);
        assertThat(all.epochs()).hasSize(301).isSorted().startsWith(0, 3, 6).endsWith(894, 897, 1000);
        assertThat(all.histograms())
                .isEqualTo(all.epochs().stream().map(RecordedRunsIT::histogram).toList());
        assertThat(open().histograms(Tensor.KERNEL, "hidden_1", 766, 772).epochs())
                .containsExactly(768, 771);
        assertThat(open().histograms(Tensor.BIAS, "hidden_1", 0, 9).epochs()).isEmpty();
        runs.forget(run, 0, 0);
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
            append(run, Recorded.tutorial(0, 9));
            weights.save(run, EncodedWeights.of(9, List.of(layer(1))));
            status.setRollbackOnly();
        });
        assertThat(chunks("metric_chunk") + chunks("statistics_chunk") + chunks("model_weights"))
                .isZero();
    }

    @Test
    void commitsOnAThreadThatHasBeenInterrupted() {
        transaction.executeWithoutResult(status -> {
            append(run, Recorded.tutorial(0, 9));
            Thread.currentThread().interrupt();
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(open().epochs()).hasSize(10);
    }

    @Test
    void storesWhatSeveralRunsHaveRecordedTogether() {
        String other = UUID.randomUUID().toString();
        insertRun(other);
        runs.append(List.of(
                EncodedRecords.of(run, Recorded.tutorial(0, 3), List.of()),
                EncodedRecords.of(other, Recorded.tutorial(5, 7), List.of()),
                EncodedRecords.of(run, Recorded.tutorial(4, 5), List.of())));
        assertThat(open().metrics(0, LAST).places()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(Recorded.open(runs, other).metrics(0, LAST).places()).containsExactly(5, 6, 7);
    }

    @Test
    void forgetsOfOneRunWhatWasRecordedFromAnEpochAndAStepOn() {
        String other = UUID.randomUUID().toString();
        insertRun(other);
        for (String id : List.of(run, other)) {
            append(id, Recorded.tutorial(0, 3));
            append(id, List.of(histogramsOf(3)));
            runs.append(List.of(EncodedRecords.of(id, Recorded.tutorial(4, 5), steps(12, 16))));
            runs.append(List.of(EncodedRecords.of(id, Recorded.tutorial(6, 6), steps(17, 20))));
            append(id, List.of(histogramsOf(6)));
        }
        EncodedRecords last = EncodedRecords.of(run, Recorded.tutorial(6, 6), steps(17, 20));
        Map<String, Integer> before = chunks();
        runs.forget(last);
        assertThat(open().metrics(0, LAST).places()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(lastStep(run)).isEqualTo(16);
        assertThat(chunks("histogram_chunk")).isOne();
        runs.append(List.of(last));
        append(run, List.of(histogramsOf(6)));
        assertThat(chunks()).isEqualTo(before);
        runs.forget(run, 0, 0);
        assertThat(chunks()).isEmpty();
        assertThat(Recorded.open(runs, other).metrics(0, LAST).places()).hasSize(7);
        assertThat(lastStep(other)).isEqualTo(20);
    }

    private static List<StepRecord> steps(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(step -> new StepRecord(step, List.of(kernel("hidden_1", step))))
                .toList();
    }

    private int lastStep(String id) {
        return jdbc.queryForObject(
                "select max(steps[cardinality(steps)]) from step_chunk where run_id = ?", Integer.class, id);
    }

    private Map<String, Integer> chunks() {
        Map<String, Integer> chunks = new LinkedHashMap<>();
        for (String table :
                List.of("metric_chunk", "statistics_chunk", "step_chunk", "slope_chunk", "histogram_chunk")) {
            if (chunks(table) > 0) {
                chunks.put(table, chunks(table));
            }
        }
        return chunks;
    }

    @Test
    void losesEverythingRecordedWithTheRun() {
        append(run, Recorded.tutorial(0, 3));
        weights.save(run, EncodedWeights.of(3, List.of(layer(1))));
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
        weights.save(run, EncodedWeights.of(4, List.of(layer(1))));
        Map<String, float[]> averages = Map.of("moving_mean", new float[] {3, 4});
        weights.save(run, EncodedWeights.of(4, List.of(wide, layer(2), new LayerValues("norm", 0, 0, null, averages))));
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
