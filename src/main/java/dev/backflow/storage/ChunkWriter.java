package dev.backflow.storage;

import dev.backflow.recording.Histogram;
import dev.backflow.recording.SlopeMeasure;
import dev.backflow.recording.SlopeRecord;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.TensorRecord;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/** Inserts chunks, a row for each, a batch for each table. */
final class ChunkWriter {

    private static final String INSERT_METRIC =
            insert("metric_chunk", List.of("run_id", "metric", "first_epoch", "ordinal", "epochs", "readings"));

    private static final String INSERT_SLOPES = insert(
            "slope_chunk",
            Stream.concat(
                            Stream.of("run_id", "layer", "first_epoch", "epochs"),
                            Stream.of(SlopeMeasure.values()).map(SlopeMeasure::wireName))
                    .toList());

    private static final String INSERT_HISTOGRAMS =
            insert("histogram_chunk", List.of("run_id", "layer", "tensor", "first_epoch", "last_epoch", "packed"));

    private final JdbcTemplate jdbc;

    ChunkWriter(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void insertMetrics(String runId, List<Series<String, Double>> chunks) {
        jdbc.batchUpdate(INSERT_METRIC, chunks, chunks.size() + 1, (row, chunk) -> set(row, runId, chunk));
    }

    void insertStatistics(String runId, ChunkTable table, List<Series<Chunks.Place, TensorRecord>> chunks) {
        String insert = insert(table.table, table.columns());
        jdbc.batchUpdate(insert, chunks, chunks.size() + 1, (row, chunk) -> setAll(row, runId, table, chunk));
    }

    private static String insert(String table, List<String> columns) {
        return "insert into " + table + " (" + String.join(", ", columns) + ") values (?"
                + ", ?".repeat(columns.size() - 1) + ")";
    }

    /** Null where all that have any have equally many, so that one number will do. */
    private static Long[] elementsEach(Series<Chunks.Place, TensorRecord> chunk) {
        Long[] each = chunk.longs(tensor -> tensor.statistics().elements());
        return Arrays.stream(each).filter(elements -> elements > 0).distinct().count() > 1 ? each : null;
    }

    void insertSlopes(String runId, List<Series<String, SlopeRecord>> chunks) {
        jdbc.batchUpdate(INSERT_SLOPES, chunks, chunks.size() + 1, (row, chunk) -> {
            row.setString(1, runId);
            row.setString(2, chunk.key());
            row.setInt(3, chunk.firstEpoch());
            row.setObject(4, chunk.epochArray());
            for (SlopeMeasure measure : SlopeMeasure.values()) {
                row.setObject(5 + measure.ordinal(), chunk.doubles(measure::of));
            }
        });
    }

    void insertHistograms(String runId, List<Series<Chunks.Place, Histogram>> chunks) {
        jdbc.batchUpdate(INSERT_HISTOGRAMS, chunks, chunks.size() + 1, (row, chunk) -> {
            row.setString(1, runId);
            row.setString(2, chunk.key().layer());
            row.setString(3, chunk.key().tensor().wireName());
            row.setInt(4, chunk.firstEpoch());
            row.setInt(5, chunk.epochs().get(chunk.epochs().size() - 1));
            row.setBytes(6, HistogramCodec.encode(new HistogramColumn(chunk.epochs(), chunk.values())));
        });
    }

    private static void set(PreparedStatement row, String runId, Series<String, Double> chunk) throws SQLException {
        row.setString(1, runId);
        row.setString(2, chunk.key());
        row.setInt(3, chunk.firstEpoch());
        row.setInt(4, chunk.ordinal());
        row.setObject(5, chunk.epochArray());
        row.setObject(6, chunk.doubles(Double::doubleValue));
    }

    private static void setAll(
            PreparedStatement row, String runId, ChunkTable table, Series<Chunks.Place, TensorRecord> chunk)
            throws SQLException {
        row.setString(1, runId);
        row.setString(2, chunk.key().layer());
        row.setString(3, chunk.key().tensor().wireName());
        row.setInt(4, chunk.firstEpoch());
        row.setObject(5, chunk.epochArray());
        row.setLong(6, chunk.most(tensor -> tensor.statistics().elements()));
        row.setObject(7, chunk.longs(tensor -> tensor.statistics().nonFinite()));
        int parameter = 8;
        for (Statistic statistic : ChunkTable.DOUBLES) {
            ToDoubleFunction<TensorRecord> reading = tensor -> statistic.of(tensor.statistics());
            row.setObject(parameter++, statistic.isElement() ? chunk.floats(reading) : chunk.doubles(reading));
        }
        if (table.isRagged) {
            row.setObject(parameter, elementsEach(chunk), Types.ARRAY);
        }
    }
}
