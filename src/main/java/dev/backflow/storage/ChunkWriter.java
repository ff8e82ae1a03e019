package dev.backflow.storage;

import static java.util.stream.Collectors.joining;

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
import org.springframework.jdbc.core.JdbcTemplate;

/** Inserts chunks, a row for each, a batch for each table. */
final class ChunkWriter {

    private static final String INSERT_METRIC = "insert into metric_chunk"
            + " (run_id, metric, first_epoch, ordinal, epochs, readings) values (?, ?, ?, ?, ?, ?)";

    private static final String INSERT_SLOPES = "insert into slope_chunk"
            + " (run_id, layer, first_epoch, epochs, "
            + Arrays.stream(SlopeMeasure.values()).map(SlopeMeasure::wireName).collect(joining(", "))
            + ") values (?, ?, ?, ?" + ", ?".repeat(SlopeMeasure.values().length) + ")";

    private static final String INSERT_HISTOGRAMS = "insert into histogram_chunk"
            + " (run_id, layer, tensor, first_epoch, last_epoch, packed) values (?, ?, ?, ?, ?, ?)";

    /** Those that are stored as doubles; the column of each is its wire name. */
    private static final List<Statistic> DOUBLES = Arrays.stream(Statistic.values())
            .filter(statistic -> statistic != Statistic.NON_FINITE && !statistic.isDerived())
            .toList();

    private static final String DOUBLES_AND_VALUES =
            DOUBLES.stream().map(Statistic::wireName).collect(joining(", ")) + ") values (?, ?, ?, ?, ?, ?, ?"
                    + ", ?".repeat(DOUBLES.size()) + ")";

    private static final String INSERT_STATISTICS = "insert into statistics_chunk"
            + " (run_id, layer, tensor, first_epoch, epochs, elements, non_finite, " + DOUBLES_AND_VALUES;

    private static final String INSERT_STEPS = "insert into step_chunk"
            + " (run_id, layer, tensor, first_step, steps, elements, non_finite, "
            + DOUBLES_AND_VALUES.replace(") values (", ", elements_each) values (?, ");

    private final JdbcTemplate jdbc;

    ChunkWriter(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void insertMetrics(String runId, List<Series<String, Double>> chunks) {
        jdbc.batchUpdate(INSERT_METRIC, chunks, chunks.size() + 1, (row, chunk) -> set(row, runId, chunk));
    }

    void insertStatistics(String runId, List<Series<Chunks.Place, TensorRecord>> chunks) {
        jdbc.batchUpdate(INSERT_STATISTICS, chunks, chunks.size() + 1, (row, chunk) -> setAll(row, runId, chunk));
    }

    /** Places in the series are steps here. */
    void insertSteps(String runId, List<Series<Chunks.Place, TensorRecord>> chunks) {
        jdbc.batchUpdate(INSERT_STEPS, chunks, chunks.size() + 1, (row, chunk) -> {
            setAll(row, runId, chunk);
            row.setObject(8 + DOUBLES.size(), elementsEach(chunk), Types.ARRAY);
        });
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

    private static void setAll(PreparedStatement row, String runId, Series<Chunks.Place, TensorRecord> chunk)
            throws SQLException {
        row.setString(1, runId);
        row.setString(2, chunk.key().layer());
        row.setString(3, chunk.key().tensor().wireName());
        row.setInt(4, chunk.firstEpoch());
        row.setObject(5, chunk.epochArray());
        row.setLong(6, chunk.most(tensor -> tensor.statistics().elements()));
        row.setObject(7, chunk.longs(tensor -> tensor.statistics().nonFinite()));
        int parameter = 8;
        for (Statistic statistic : DOUBLES) {
            ToDoubleFunction<TensorRecord> reading = tensor -> statistic.of(tensor.statistics());
            row.setObject(parameter++, statistic.isElement() ? chunk.floats(reading) : chunk.doubles(reading));
        }
    }
}
