package dev.backflow.storage;

import static java.util.stream.Collectors.joining;

import dev.backflow.recording.Axis;
import dev.backflow.recording.Histogram;
import dev.backflow.recording.SlopeMeasure;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * Reads everything recorded of a run, a few places at a time. Every query is by itself: reading slowly holds neither a
 * connection nor a transaction, and never more than one chunk of one layer is unpacked besides the block.
 */
final class BlockReader {

    private static final String METRICS = "select metric, epochs, readings from metric_chunk where run_id = ?"
            + " and first_epoch = ? order by ordinal";
    private static final String OF_LAYER = " where run_id = ? and first_epoch = ? and layer = ?";
    private static final String SLOPES = "select "
            + Arrays.stream(SlopeMeasure.values()).map(SlopeMeasure::wireName).collect(joining(", "))
            + ", epochs from slope_chunk" + OF_LAYER;
    private static final String HISTOGRAMS = "select tensor, packed from histogram_chunk" + OF_LAYER;

    private final JdbcTemplate jdbc;
    private final String runId;

    BlockReader(JdbcTemplate jdbc, String runId) {
        this.jdbc = jdbc;
        this.runId = runId;
    }

    List<Integer> chunks(Axis axis) {
        return jdbc.queryForList(
                axis == Axis.STEP
                        ? "select distinct first_step from step_chunk where run_id = ? order by first_step"
                        : "select first_epoch from metric_chunk where run_id = ? and ordinal = 0 order by first_epoch",
                Integer.class,
                runId);
    }

    private boolean isThere(Axis axis, int first) {
        String count = axis == Axis.STEP
                ? "select count(*) from step_chunk where run_id = ? and first_step = ?"
                : "select count(*) from metric_chunk where run_id = ? and ordinal = 0 and first_epoch = ?";
        return Objects.requireNonNull(jdbc.queryForObject(count, Long.class, runId, first)) > 0;
    }

    RecordedBlock read(Axis axis, int first, int from, int length, List<String> layers, List<Tensor> tensors) {
        return new Part(axis, first, from, length).read(layers, tensors);
    }

    /** Some places of a chunk. */
    private final class Part {

        private final Axis axis;
        private final int first;
        private final int from;
        private final int length;
        private int[] places = {};

        Part(Axis axis, int first, int from, int length) {
            this.axis = axis;
            this.first = first;
            this.from = from;
            this.length = length;
        }

        RecordedBlock read(List<String> layers, List<Tensor> tensors) {
            Map<String, double[]> metrics = axis == Axis.EPOCH ? metrics() : Map.of();
            List<TensorBlock> blocks = new ArrayList<>();
            Map<String, double[][]> slopes = new LinkedHashMap<>();
            for (String layer : layers) {
                blocks.addAll(tensors(layer, tensors));
                if (axis == Axis.EPOCH) {
                    query(SLOPES, row -> slopes.put(layer, slopes(row)), layer);
                }
            }
            if (!isThere(axis, first)) { // what was read before it went may lack layers
                throw new DataRetrievalFailureException(
                        "Run " + runId + " was deleted or started again while it was read");
            }
            int end = Math.min(places.length, from + length);
            int[] read = Arrays.copyOfRange(places, Math.min(from, end), end);
            return new RecordedBlock(axis, read, metrics, blocks, slopes);
        }

        private void query(String query, RowCallbackHandler row, String... layer) {
            jdbc.query(
                    query,
                    row,
                    Stream.concat(Stream.of(runId, first), Stream.of(layer)).toArray());
        }

        private Map<String, double[]> metrics() {
            Map<String, double[]> metrics = new LinkedHashMap<>();
            query(METRICS, row -> {
                places = SqlArrays.ints(row, "epochs");
                metrics.put(row.getString("metric"), part(SqlArrays.doubles(row, "readings")));
            });
            return metrics;
        }

        private List<TensorBlock> tensors(String layer, List<Tensor> tensors) {
            Map<String, List<Histogram>> histograms = axis == Axis.EPOCH ? histograms(layer) : Map.of();
            ChunkTable table = ChunkTable.of(axis);
            Map<Tensor, TensorBlock> found = new EnumMap<>(Tensor.class);
            query(
                    table.select(ChunkTable.DOUBLES) + " and " + table.first + " = ? and layer = ?",
                    row -> {
                        StatisticsRow chunk = new StatisticsRow(row);
                        String name = row.getString("tensor");
                        Tensor tensor = Tensor.valueOf(name.toUpperCase(Locale.ROOT));
                        places = chunk.places();
                        found.put(tensor, new TensorBlock(layer, tensor, statistics(chunk), histograms.get(name)));
                    },
                    layer);
            return tensors.stream().map(found::get).filter(Objects::nonNull).toList();
        }

        private double[][] statistics(StatisticsRow chunk) throws SQLException {
            double[][] statistics = new double[Statistic.values().length][];
            for (Statistic statistic : Statistic.values()) {
                statistics[statistic.ordinal()] = part(chunk.values(statistic));
            }
            return statistics;
        }

        private Map<String, List<Histogram>> histograms(String layer) {
            Map<String, List<Histogram>> histograms = new HashMap<>();
            query(
                    HISTOGRAMS,
                    row -> {
                        List<Histogram> all =
                                HistogramCodec.decode(row.getBytes("packed")).histograms();
                        int end = Math.min(all.size(), from + length);
                        histograms.put(row.getString("tensor"), List.copyOf(all.subList(Math.min(from, end), end)));
                    },
                    layer);
            return histograms;
        }

        private double[][] slopes(ResultSet row) throws SQLException {
            int all = SqlArrays.ints(row, "epochs").length;
            double[][] slopes = new double[SlopeMeasure.values().length][];
            for (SlopeMeasure measure : SlopeMeasure.values()) {
                slopes[measure.ordinal()] = part(SqlArrays.doubles(row, measure.wireName(), all));
            }
            return slopes;
        }

        private double[] part(double[] whole) {
            int end = Math.min(whole.length, from + length);
            return Arrays.copyOfRange(whole, Math.min(from, end), end);
        }
    }
}
