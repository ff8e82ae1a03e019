package dev.backflow.storage;

import static java.util.stream.Collectors.joining;

import dev.backflow.recording.Histogram;
import dev.backflow.recording.SlopeMeasure;
import dev.backflow.recording.SlopeRecord;
import dev.backflow.recording.TensorRecord;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Chunks as rows of their tables: the values for the parameters of an insert. */
final class ChunkRows {

    static final String INSERT_METRICS = "insert into metric_chunk"
            + " (run_id, metric, first_epoch, ordinal, epochs, readings) values (?, ?, ?, ?, ?, ?)";

    static final String INSERT_SLOPES = "insert into slope_chunk"
            + " (run_id, layer, first_epoch, epochs, "
            + Arrays.stream(SlopeMeasure.values()).map(SlopeMeasure::wireName).collect(joining(", "))
            + ") values (?, ?, ?, ?" + ", ?".repeat(SlopeMeasure.values().length) + ")";

    static final String INSERT_HISTOGRAMS = "insert into histogram_chunk"
            + " (run_id, layer, tensor, first_epoch, last_epoch, packed) values (?, ?, ?, ?, ?, ?)";

    static final String INSERT_STATISTICS = insert(ChunkTable.EPOCHS);

    static final String INSERT_STEPS = insert(ChunkTable.STEPS);

    private ChunkRows() {}

    private static String insert(ChunkTable table) {
        List<String> columns = table.columns();
        return "insert into " + table.table + " (" + String.join(", ", columns) + ") values (?"
                + ", ?".repeat(columns.size() - 1) + ")";
    }

    static Object[] metric(String runId, Series<String, Double> chunk) {
        return new Object[] {
            runId,
            chunk.key(),
            chunk.firstEpoch(),
            chunk.ordinal(),
            chunk.epochArray(),
            chunk.doubles(Double::doubleValue)
        };
    }

    static @Nullable Object[] statistics(String runId, Series<Chunks.Place, TensorRecord> chunk) {
        return statistics(runId, chunk, Stream.empty());
    }

    /** Places in the series are steps here. */
    static @Nullable Object[] steps(String runId, Series<Chunks.Place, TensorRecord> chunk) {
        return statistics(runId, chunk, Stream.of((@Nullable Object) elementsEach(chunk)));
    }

    private static @Nullable Object[] statistics(
            String runId, Series<Chunks.Place, TensorRecord> chunk, Stream<@Nullable Object> elementsEach) {
        Stream<Object> first = Stream.of(
                runId,
                chunk.key().layer(),
                chunk.key().tensor().wireName(),
                chunk.firstEpoch(),
                chunk.epochArray(),
                chunk.most(tensor -> tensor.statistics().elements()),
                chunk.longs(tensor -> tensor.statistics().nonFinite()));
        Stream<Object> doubles = ChunkTable.DOUBLES.stream().map(statistic -> {
            ToDoubleFunction<TensorRecord> reading = tensor -> statistic.of(tensor.statistics());
            return statistic.isElement() ? chunk.floats(reading) : chunk.doubles(reading);
        });
        return Stream.of(first, doubles, elementsEach).flatMap(part -> part).toArray();
    }

    /** Null where all that have any have equally many, so that one number will do. */
    private static Long @Nullable [] elementsEach(Series<Chunks.Place, TensorRecord> chunk) {
        Long[] each = chunk.longs(tensor -> tensor.statistics().elements());
        return Arrays.stream(each).filter(elements -> elements > 0).distinct().count() > 1 ? each : null;
    }

    static Object[] slopes(String runId, Series<String, SlopeRecord> chunk) {
        Stream<Object> first = Stream.of(runId, chunk.key(), chunk.firstEpoch(), chunk.epochArray());
        Stream<Object> measures = Stream.of(SlopeMeasure.values()).map(measure -> chunk.doubles(measure::of));
        return Stream.concat(first, measures).toArray();
    }

    static Object[] histograms(String runId, Series<Chunks.Place, Histogram> chunk) {
        return new Object[] {
            runId,
            chunk.key().layer(),
            chunk.key().tensor().wireName(),
            chunk.firstEpoch(),
            chunk.epochs().get(chunk.epochs().size() - 1),
            HistogramCodec.encode(new HistogramColumn(chunk.epochs(), chunk.values()))
        };
    }
}
