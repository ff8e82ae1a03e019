package dev.backflow.storage;

import dev.backflow.recording.Axis;
import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.SlopeMeasure;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Statistics;
import dev.backflow.recording.StepRecord;
import dev.backflow.recording.Tensor;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * What has been recorded of each run. Writes join the transaction of the caller, so that numbers and checkpoint stand or
 * fall together. A double comes back as the same double, NaN and ±∞ included; only −0.0 comes back as 0.0.
 */
@Repository
public class RecordedRuns {

    private static final String READ_METRICS =
            "select metric, epochs, readings from metric_chunk where run_id = ? and first_epoch <= ?"
                    + " and epochs[cardinality(epochs)] >= ? order by first_epoch, ordinal";
    private static final String READ_STATISTIC =
            "select layer, epochs, non_finite, elements, %s from statistics_chunk where run_id = ? and tensor = ?";
    private static final String READ_SLOPES = "select layer, epochs, %s from slope_chunk where run_id = ?";
    private static final String BETWEEN =
            " and first_epoch <= ? and epochs[cardinality(epochs)] >= ? %s order by first_epoch";

    private final JdbcTemplate jdbc;
    private final ChunkWriter writer;

    RecordedRuns(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.writer = new ChunkWriter(jdbc);
    }

    /**
     * Adds epochs to what the run has. Many at a time make few rows.
     *
     * @param epochs ascending, and all of them later than those stored
     */
    public void append(String runId, List<EpochRecord> epochs) {
        writer.insertMetrics(runId, Chunks.ofMetrics(epochs));
        writer.insertStatistics(runId, Chunks.ofTensors(epochs));
        writer.insertSlopes(runId, Chunks.ofSlopes(epochs));
        writer.insertHistograms(runId, Chunks.ofHistograms(epochs));
    }

    /**
     * Adds what was recorded inside epochs.
     *
     * @param steps ascending, and all of them later than those stored
     */
    public void appendSteps(String runId, List<StepRecord> steps) {
        if (!steps.isEmpty()) {
            writer.insertSteps(runId, Chunks.ofSteps(steps));
        }
    }

    /** By metric, in the order in which each epoch had them, all at the same epochs: NaN before one was recorded. */
    public Map<String, MetricColumn> metrics(String runId) {
        return metrics(runId, 0, Integer.MAX_VALUE);
    }

    /** Only the epochs {@code from} … {@code to}. */
    public Map<String, MetricColumn> metrics(String runId, int from, int to) {
        Map<String, ColumnBuilder> columns = new LinkedHashMap<>();
        jdbc.query(
                READ_METRICS,
                row -> {
                    columns.computeIfAbsent(row.getString(1), metric -> new ColumnBuilder(from, to))
                            .add(row.getArray(2), numbers(row.getArray(3)));
                },
                runId,
                to,
                from);
        Map<String, MetricColumn> metrics = built(columns, ColumnBuilder::metric);
        metrics.values().stream()
                .findFirst()
                .ifPresent(first -> metrics.replaceAll((name, column) -> column.at(first.epochs())));
        return metrics;
    }

    /** All epochs of all layers: by layer, in no particular order. */
    public Map<String, StatisticColumn> statistics(String runId, Tensor tensor, Statistic statistic) {
        return statistics(runId, Axis.EPOCH, tensor, statistic, List.of(), 0, Integer.MAX_VALUE);
    }

    /** Along the epochs. */
    public Map<String, StatisticColumn> statistics(
            String runId, Tensor tensor, Statistic statistic, Collection<String> layers, int from, int to) {
        return statistics(runId, Axis.EPOCH, tensor, statistic, layers, from, to);
    }

    /**
     * By layer, in no particular order. A layer of which nothing is recorded between these epochs, or steps, is left out.
     *
     * @param layers only these; none means all
     * @param from the first epoch or step
     * @param to the last epoch or step
     */
    public Map<String, StatisticColumn> statistics(
            String runId, Axis axis, Tensor tensor, Statistic statistic, Collection<String> layers, int from, int to) {
        Map<String, ColumnBuilder> columns = new LinkedHashMap<>();
        jdbc.query(
                (axis == Axis.STEP ? ofSteps(READ_STATISTIC + BETWEEN) : READ_STATISTIC + BETWEEN)
                        .formatted(statistic.isDerived() ? "mean, std" : statistic.wireName(), in(layers)),
                row -> {
                    Object[] nonFinite = (Object[]) row.getArray(3).getArray();
                    columns.computeIfAbsent(row.getString(1), layer -> new ColumnBuilder(from, to))
                            .add(row.getArray(2), reading(row, axis, statistic, nonFinite), nonFinite);
                },
                Stream.concat(Stream.of(runId, tensor.wireName(), to, from), layers.stream())
                        .toArray());
        return built(columns, ColumnBuilder::statistic);
    }

    private static String ofSteps(String query) {
        return query.replace(" from statistics_chunk", ", elements_each from step_chunk")
                .replace("epoch", "step");
    }

    private static IntToDoubleFunction reading(ResultSet row, Axis axis, Statistic statistic, Object[] nonFinite)
            throws SQLException {
        IntToDoubleFunction first = numbers(row.getArray(5));
        if (!statistic.isDerived()) {
            return first;
        }
        IntToDoubleFunction std = numbers(row.getArray(6));
        if (statistic == Statistic.RMS) {
            return i -> Statistics.rms(first.applyAsDouble(i), std.applyAsDouble(i));
        }
        IntToLongFunction elements = elements(row, axis);
        return i -> Statistics.l2(
                first.applyAsDouble(i), std.applyAsDouble(i), elements.applyAsLong(i) - (Long) nonFinite[i]);
    }

    /** How many there are at each place of the row. */
    static IntToLongFunction elements(ResultSet row, Axis axis) throws SQLException {
        Array each = axis == Axis.STEP ? row.getArray("elements_each") : null;
        if (each == null) {
            long all = row.getLong("elements");
            return i -> all;
        }
        Object[] counts = (Object[]) each.getArray();
        return i -> (Long) counts[i];
    }

    /** NaN of what was not recorded yet when the row was written. */
    private static IntToDoubleFunction numbers(Array array) throws SQLException {
        if (array == null) {
            return i -> Double.NaN;
        }
        Object[] values = (Object[]) array.getArray();
        return i -> ((Number) values[i]).doubleValue();
    }

    /** All epochs of all layers that have slopes: by layer, in no particular order; NaN where there is no number. */
    public Map<String, MetricColumn> slopes(String runId, SlopeMeasure measure) {
        return slopes(runId, measure, List.of(), 0, Integer.MAX_VALUE);
    }

    /**
     * By layer, in no particular order. A layer without slopes is left out.
     *
     * @param layers only these; none means all
     * @param from the first epoch
     * @param to the last epoch
     */
    public Map<String, MetricColumn> slopes(
            String runId, SlopeMeasure measure, Collection<String> layers, int from, int to) {
        Map<String, ColumnBuilder> columns = new LinkedHashMap<>();
        jdbc.query(
                (READ_SLOPES + BETWEEN).formatted(measure.wireName(), in(layers)),
                row -> {
                    columns.computeIfAbsent(row.getString(1), layer -> new ColumnBuilder(from, to))
                            .add(row.getArray(2), numbers(row.getArray(3)));
                },
                Stream.concat(Stream.of(runId, to, from), layers.stream()).toArray());
        return built(columns, ColumnBuilder::metric);
    }

    private static String in(Collection<String> layers) {
        return layers.isEmpty() ? "" : "and layer in (?" + ", ?".repeat(layers.size() - 1) + ")";
    }

    private static <C> Map<String, C> built(Map<String, ColumnBuilder> columns, Function<ColumnBuilder, C> build) {
        Map<String, C> result = new LinkedHashMap<>();
        columns.forEach((name, column) -> result.put(name, build.apply(column)));
        return result;
    }

    /** Forgets everything recorded of the run, weights included, so that it can start again. */
    public void clear(String runId) {
        for (String table : List.of(
                "metric_chunk", "statistics_chunk", "step_chunk", "slope_chunk", "histogram_chunk", "model_weights")) {
            jdbc.update("delete from " + table + " where run_id = ?", runId);
        }
    }
}
