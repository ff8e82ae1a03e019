package dev.backflow.storage;

import static java.util.stream.Collectors.joining;

import dev.backflow.recording.Histogram;
import dev.backflow.recording.SlopeMeasure;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Statistics;
import dev.backflow.recording.Tensor;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Everything recorded of a run, a few epochs at a time. Each query stands for itself: whoever reads slowly holds neither
 * a connection nor a transaction, and never more than one chunk of one layer is unpacked besides the block.
 */
@Repository
public class RecordedBlocks {

    private static final String OF_LAYER = " where run_id = ? and first_epoch = ? and layer = ?";
    private static final String READ_TENSORS = "select tensor, elements, "
            + Arrays.stream(Statistic.values())
                    .filter(statistic -> !statistic.isDerived())
                    .map(Statistic::wireName)
                    .collect(joining(", "))
            + " from statistics_chunk" + OF_LAYER;
    private static final String READ_SLOPES = "select "
            + Arrays.stream(SlopeMeasure.values()).map(SlopeMeasure::wireName).collect(joining(", "))
            + " from slope_chunk" + OF_LAYER;

    private static final String READ_STEPS =
            READ_TENSORS.replace("statistics_chunk", "step_chunk").replace("first_epoch", "first_step");
    private static final String READ_HISTOGRAMS = "select tensor, packed from histogram_chunk" + OF_LAYER;

    private final JdbcTemplate jdbc;

    RecordedBlocks(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The first epochs of the chunks that are stored now, ascending. */
    public List<Integer> chunks(String runId) {
        return jdbc.queryForList(
                "select first_epoch from metric_chunk where run_id = ? and ordinal = 0 order by first_epoch",
                Integer.class,
                runId);
    }

    /**
     * A part of a chunk.
     *
     * @param firstEpoch one of {@link #chunks}
     * @param from epochs of the chunk to skip
     * @param length epochs to read at most
     * @param layers those to read, in this order
     * @param tensors those to read, in this order, where a layer has them
     * @return a block without epochs beyond the end of the chunk
     * @throws DataRetrievalFailureException if the chunk is gone
     */
    public EpochBlock read(
            String runId, int firstEpoch, int from, int length, List<String> layers, List<Tensor> tensors) {
        Map<String, double[]> metrics = new LinkedHashMap<>();
        List<int[]> epochs = new ArrayList<>();
        jdbc.query(
                "select metric, epochs, readings from metric_chunk where run_id = ? and first_epoch = ? order by ordinal",
                row -> {
                    epochs.add(Arrays.stream(part(row.getArray(2), from, length))
                            .mapToInt(epoch -> (int) epoch)
                            .toArray());
                    metrics.put(row.getString(1), part(row.getArray(3), from, length));
                },
                runId,
                firstEpoch);
        if (epochs.isEmpty()) {
            throw gone(runId);
        }
        List<TensorBlock> blocks = new ArrayList<>();
        Map<String, double[][]> slopes = new LinkedHashMap<>();
        for (String layer : layers) {
            Map<String, TensorBlock> found = tensors(runId, firstEpoch, layer, from, length);
            tensors.stream()
                    .map(tensor -> found.get(tensor.wireName()))
                    .filter(Objects::nonNull)
                    .forEach(blocks::add);
            jdbc.query(
                    READ_SLOPES,
                    row -> {
                        slopes.put(layer, slopes(row, from, length));
                    },
                    runId,
                    firstEpoch,
                    layer);
        }
        return new EpochBlock(epochs.get(0), metrics, blocks, slopes);
    }

    /** The first steps of the chunks of what was recorded inside epochs, ascending. */
    public List<Integer> stepChunks(String runId) {
        return jdbc.queryForList(
                "select distinct first_step from step_chunk where run_id = ? order by first_step",
                Integer.class,
                runId);
    }

    /** The same of what was recorded inside epochs: the block's epochs are steps, and tensors are all it has. */
    public EpochBlock readSteps(
            String runId, int firstStep, int from, int length, List<String> layers, List<Tensor> tensors) {
        List<int[]> steps = new ArrayList<>();
        jdbc.query(
                "select steps from step_chunk where run_id = ? and first_step = ? fetch first row only",
                row -> {
                    steps.add(Arrays.stream(part(row.getArray(1), from, length))
                            .mapToInt(step -> (int) step)
                            .toArray());
                },
                runId,
                firstStep);
        if (steps.isEmpty()) {
            throw gone(runId);
        }
        List<TensorBlock> blocks = new ArrayList<>();
        for (String layer : layers) {
            Map<String, TensorBlock> found = new LinkedHashMap<>();
            addTensors(found, READ_STEPS, Map.of(), runId, firstStep, layer, from, length);
            tensors.stream()
                    .map(tensor -> found.get(tensor.wireName()))
                    .filter(Objects::nonNull)
                    .forEach(blocks::add);
        }
        return new EpochBlock(steps.get(0), Map.of(), blocks, Map.of());
    }

    private static DataRetrievalFailureException gone(String runId) {
        return new DataRetrievalFailureException("Run " + runId + " was deleted or started again while it was read");
    }

    private Map<String, TensorBlock> tensors(String runId, int firstEpoch, String layer, int from, int length) {
        Map<String, List<Histogram>> histograms = new LinkedHashMap<>();
        jdbc.query(
                READ_HISTOGRAMS,
                row -> {
                    List<Histogram> all = HistogramCodec.decode(row.getBytes(2)).histograms();
                    int to = Math.min(all.size(), from + length);
                    histograms.put(row.getString(1), List.copyOf(all.subList(Math.min(from, to), to)));
                },
                runId,
                firstEpoch,
                layer);
        Map<String, TensorBlock> found = new LinkedHashMap<>();
        addTensors(found, READ_TENSORS, histograms, runId, firstEpoch, layer, from, length);
        return found;
    }

    private void addTensors(
            Map<String, TensorBlock> found,
            String query,
            Map<String, List<Histogram>> histograms,
            String runId,
            int first,
            String layer,
            int from,
            int length) {
        jdbc.query(
                query,
                row -> {
                    String name = row.getString(1);
                    Tensor tensor = Tensor.valueOf(name.toUpperCase(Locale.ROOT));
                    double[][] statistics = statistics(row, from, length);
                    found.put(name, new TensorBlock(layer, tensor, statistics, histograms.get(name)));
                },
                runId,
                first,
                layer);
    }

    private static double[][] statistics(ResultSet row, int from, int length) throws SQLException {
        double[][] statistics = new double[Statistic.values().length][];
        for (Statistic statistic : Statistic.values()) {
            if (!statistic.isDerived()) {
                statistics[statistic.ordinal()] = part(row.getArray(statistic.wireName()), from, length);
            }
        }
        double[] mean = statistics[Statistic.MEAN.ordinal()];
        double[] std = statistics[Statistic.STD.ordinal()];
        double[] nonFinite = statistics[Statistic.NON_FINITE.ordinal()];
        long elements = row.getLong("elements");
        statistics[Statistic.RMS.ordinal()] = IntStream.range(0, mean.length)
                .mapToDouble(i -> Statistics.rms(mean[i], std[i]))
                .toArray();
        statistics[Statistic.L2.ordinal()] = IntStream.range(0, mean.length)
                .mapToDouble(i -> Statistics.l2(mean[i], std[i], elements - (long) nonFinite[i]))
                .toArray();
        return statistics;
    }

    private static double[][] slopes(ResultSet row, int from, int length) throws SQLException {
        double[][] slopes = new double[SlopeMeasure.values().length][];
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] = part(row.getArray(1 + i), from, length);
        }
        return slopes;
    }

    private static double[] part(Array array, int from, int length) throws SQLException {
        Object[] numbers = (Object[]) array.getArray();
        int to = Math.min(numbers.length, from + length);
        return Arrays.stream(numbers, Math.min(from, to), to)
                .mapToDouble(number -> ((Number) number).doubleValue())
                .toArray();
    }
}
