package dev.backflow.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Data sets are made once for many runs. */
class DatasetCacheTest {

    private static final String TABLE = "a,y\n1,0.5\n2,0.7\n3,0.9\n4,0.1\n";

    private final AtomicInteger reads = new AtomicInteger();
    private final CsvFiles files = id -> {
        reads.incrementAndGet();
        return CsvTest.files(TABLE).find(id);
    };

    private static Csv csv(Scaling scaling) {
        return new Csv(
                        "id",
                        "y",
                        null,
                        null,
                        MissingValues.REFUSE,
                        new ColumnScaling(scaling, Scaling.NONE),
                        null,
                        true,
                        0,
                        null)
                .in(CsvTest.files(TABLE));
    }

    private static Dataset of(DatasetCache cache, DatasetSpec spec, int training) {
        return cache.of(new TrainingSet(spec, null, training));
    }

    private static DatasetSpec blobs(int samples, long seed) {
        return new Blobs(samples, 2, 3, 1, List.of(-10.0, 10.0), true, seed);
    }

    @Test
    void equalSpecsGetTheSameArrays() {
        DatasetCache cache = new DatasetCache(files, 1_000_000);
        Dataset first = of(cache, blobs(100, 1), 80);
        assertThat(of(cache, blobs(100, 1), 80)).isSameAs(first);
        assertThat(of(cache, blobs(100, 2), 80).examples().features().data)
                .isNotEqualTo(first.examples().features().data);
        assertThat(first.examples().features().data)
                .isEqualTo(blobs(100, 1).generate().features().data);
    }

    @Test
    void aFileIsReadOnceAndScaledForEverySplit() {
        DatasetCache cache = new DatasetCache(files, 1_000_000);
        Dataset most = of(cache, csv(Scaling.STANDARDISE), 3);
        assertThat(of(cache, csv(Scaling.STANDARDISE), 3)).isSameAs(most);
        assertThat(reads).hasValue(1);
        Dataset all = of(cache, csv(Scaling.STANDARDISE), 4);
        assertThat(reads).hasValue(2);
        assertThat(all.examples().features().data).isNotEqualTo(most.examples().features().data);
        assertThat(all.encoding()).isNotEqualTo(most.encoding());
    }

    @Test
    void theLatestStayWithinTheBound() {
        int bytes = 100 * (2 + 3) * Float.BYTES;
        DatasetCache cache = new DatasetCache(files, 3 * bytes);
        List<Dataset> made = IntStream.range(0, 10)
                .mapToObj(seed -> of(cache, blobs(100, seed), 100))
                .toList();
        assertThat(IntStream.range(0, 10).filter(seed -> of(cache, blobs(100, seed), 100) == made.get(seed)))
                .hasSizeBetween(1, 3);
        Dataset large = of(cache, blobs(400, 1), 400);
        assertThat(of(cache, blobs(400, 1), 400)).isNotSameAs(large);
    }

    @Test
    void whoAsksAtTheSameTimeWaitsForTheSame() throws Exception {
        DatasetCache cache = new DatasetCache(files, 1_000_000);
        ExecutorService workers = Executors.newFixedThreadPool(8);
        try {
            Callable<Dataset> asking = () -> of(cache, csv(Scaling.NONE), 4);
            List<Future<Dataset>> asked = workers.invokeAll(Collections.nCopies(8, asking));
            assertThat(asked.stream().map(DatasetCacheTest::result).collect(Collectors.toSet()))
                    .hasSize(1);
            assertThat(reads).hasValue(1);
        } finally {
            workers.shutdownNow();
        }
    }

    private static Dataset result(Future<Dataset> asked) {
        try {
            return asked.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
