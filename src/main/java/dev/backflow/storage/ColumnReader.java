package dev.backflow.storage;

import dev.backflow.recording.SlopeMeasure;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads one number over a stretch of a run, for all metrics or layers at once. */
final class ColumnReader {

    private static final String BETWEEN = ChunkTable.between("first_epoch", "epochs");
    private static final String METRICS =
            "select metric, epochs, readings from metric_chunk where run_id = ?" + BETWEEN + ", ordinal";
    private static final String HISTOGRAMS = "select packed from histogram_chunk where run_id = ? and tensor = ?"
            + " and layer = ? and first_epoch <= ? and last_epoch >= ? order by first_epoch";

    private final JdbcTemplate jdbc;
    private final KnownColumns known;
    private final String runId;
    private final long attempt;

    ColumnReader(JdbcTemplate jdbc, KnownColumns known, String runId, long attempt) {
        this.jdbc = jdbc;
        this.known = known;
        this.runId = runId;
        this.attempt = attempt;
    }

    RecordedColumns metrics(int from, int to) {
        return read(
                "metrics",
                from,
                to,
                (after, columns) -> jdbc.query(
                        METRICS,
                        row -> {
                            columns.add(
                                    row.getString("metric"),
                                    SqlArrays.ints(row, "epochs"),
                                    SqlArrays.doubles(row, "readings"));
                        },
                        runId,
                        after,
                        to,
                        from));
    }

    /** @param layers only these; none means all */
    RecordedColumns statistic(
            ChunkTable table, Tensor tensor, Statistic statistic, Collection<String> layers, int from, int to) {
        List<Statistic> stored = statistic.isDerived() ? List.of(Statistic.MEAN, Statistic.STD) : List.of(statistic);
        String chosen = layers.isEmpty() ? "" : " and layer in (?" + ", ?".repeat(layers.size() - 1) + ")";
        List<Object> what = List.of(table, tensor, statistic, List.copyOf(layers));
        return read(
                what,
                from,
                to,
                (after, columns) -> jdbc.query(
                        table.select(stored) + " and tensor = ?" + chosen + table.between(),
                        row -> {
                            StatisticsRow chunk = new StatisticsRow(row);
                            columns.add(
                                    row.getString("layer"), chunk.places(), chunk.values(statistic), chunk.nonFinite());
                        },
                        Stream.of(Stream.of(runId, tensor.wireName()), layers.stream(), Stream.of(after, to, from))
                                .flatMap(arguments -> arguments)
                                .toArray()));
    }

    RecordedColumns slopes(SlopeMeasure measure, int from, int to) {
        return read(
                measure,
                from,
                to,
                (after, columns) -> jdbc.query(
                        "select layer, epochs, " + measure.wireName() + " from slope_chunk where run_id = ?" + BETWEEN,
                        row -> {
                            int[] epochs = SqlArrays.ints(row, "epochs");
                            columns.add(
                                    row.getString("layer"),
                                    epochs,
                                    SqlArrays.doubles(row, measure.wireName(), epochs.length));
                        },
                        runId,
                        after,
                        to,
                        from));
    }

    /** Adds the chunks that begin after a place. */
    private interface Reading {
        void addTo(int after, ColumnsBuilder columns);
    }

    /** What is known already, if everything is wanted, is not read again. */
    private RecordedColumns read(Object what, int from, int to, Reading reading) {
        if (from > 0 || to < Integer.MAX_VALUE) {
            return added(RecordedColumns.NONE, from, to, reading);
        }
        return known.grown(List.of(runId, attempt, what), before -> added(before, from, to, reading));
    }

    private static RecordedColumns added(RecordedColumns before, int from, int to, Reading reading) {
        ColumnsBuilder columns = new ColumnsBuilder(from, to);
        columns.add(before);
        reading.addTo(before.lastPlace(), columns);
        return columns.build();
    }

    HistogramColumn histograms(Tensor tensor, String layer, int from, int to) {
        HistogramColumn column = new HistogramColumn(new ArrayList<>(), new ArrayList<>());
        jdbc.query(
                HISTOGRAMS,
                row -> {
                    column.add(HistogramCodec.decode(row.getBytes("packed")), from, to);
                },
                runId,
                tensor.wireName(),
                layer,
                to,
                from);
        return column;
    }
}
