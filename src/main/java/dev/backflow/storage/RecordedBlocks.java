package dev.backflow.storage;

import static java.util.stream.Collectors.joining;

import dev.backflow.recording.Axis;
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
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Repository;

/**
 * Everything recorded of a run, a few epochs at a time. Each query stands for itself: whoever reads slowly holds neither
 * a connection nor a transaction, and never more than one chunk of one layer is unpacked besides the block.
 */
@Repository
public class RecordedBlocks {

    private static final String OF_LAYER = " where run_id = ? and first_epoch = ? and layer = ?";
    private static final String READ_METRICS =
            "select metric, epochs, readings from metric_chunk where run_id = ? and first_epoch = ? order by ordinal";
    private static final String READ_TENSORS = "select tensor, elements, "
            + Arrays.stream(Statistic.values())
                    .filter(statistic -> !statistic.isDerived())
                    .map(Statistic::wireName)
                    .collect(joining(", "))
            + " from statistics_chunk" + OF_LAYER;
    private static final String READ_SLOPES = "select "
            + Arrays.stream(SlopeMeasure.values()).map(SlopeMeasure::wireName).collect(joining(", "))
            + " from slope_chunk" + OF_LAYER;
    private static final String READ_HISTOGRAMS = "select tensor, packed from histogram_chunk" + OF_LAYER;
    private static final String READ_STEPS =
            "select steps from step_chunk where run_id = ? and first_step = ? fetch first row only";
    private static final String READ_STEP_TENSORS = READ_TENSORS
            .replace(" from statistics_chunk", ", elements_each from step_chunk")
            .replace("first_epoch", "first_step");

    private final JdbcTemplate jdbc;

    RecordedBlocks(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The first epochs, or steps, of the chunks that are stored now, ascending. */
    public List<Integer> chunks(String runId, Axis axis) {
        return jdbc.queryForList(
                axis == Axis.STEP
                        ? "select distinct first_step from step_chunk where run_id = ? order by first_step"
                        : "select first_epoch from metric_chunk where run_id = ? and ordinal = 0 order by first_epoch",
                Integer.class,
                runId);
    }

    /**
     * A part of a chunk.
     *
     * @param first one of {@link #chunks}
     * @param from epochs or steps of the chunk to skip
     * @param length epochs or steps to read at most
     * @param layers those to read, in this order
     * @param tensors those to read, in this order, where a layer has them
     * @return a block without places beyond the end of the chunk
     * @throws DataRetrievalFailureException if the chunk is gone
     */
    public RecordedBlock read(
            String runId, Axis axis, int first, int from, int length, List<String> layers, List<Tensor> tensors) {
        Part part = new Part(runId, first, from, length);
        return axis == Axis.STEP ? part.steps(layers, tensors) : part.epochs(layers, tensors);
    }

    /** Some places of a chunk. */
    private final class Part {

        private final String runId;
        private final int first;
        private final int from;
        private final int length;

        Part(String runId, int first, int from, int length) {
            this.runId = runId;
            this.first = first;
            this.from = from;
            this.length = length;
        }

        RecordedBlock epochs(List<String> layers, List<Tensor> tensors) {
            Map<String, double[]> metrics = new LinkedHashMap<>();
            List<int[]> epochs = new ArrayList<>();
            query(READ_METRICS, row -> {
                epochs.add(places(row.getArray(2)));
                metrics.put(row.getString(1), numbers(row.getArray(3)));
            });
            List<TensorBlock> blocks = new ArrayList<>();
            Map<String, double[][]> slopes = new LinkedHashMap<>();
            for (String layer : layers) {
                addTensors(blocks, Axis.EPOCH, layer, tensors, histograms(layer));
                query(READ_SLOPES, row -> slopes.put(layer, slopes(row)), layer);
            }
            return new RecordedBlock(Axis.EPOCH, firstOf(epochs), metrics, blocks, slopes);
        }

        RecordedBlock steps(List<String> layers, List<Tensor> tensors) {
            List<int[]> steps = new ArrayList<>();
            query(READ_STEPS, row -> steps.add(places(row.getArray(1))));
            List<TensorBlock> blocks = new ArrayList<>();
            for (String layer : layers) {
                addTensors(blocks, Axis.STEP, layer, tensors, Map.of());
            }
            return new RecordedBlock(Axis.STEP, firstOf(steps), Map.of(), blocks, Map.of());
        }

        private int[] firstOf(List<int[]> places) {
            if (places.isEmpty()) {
                throw new DataRetrievalFailureException(
                        "Run " + runId + " was deleted or started again while it was read");
            }
            return places.get(0);
        }

        private void query(String query, RowCallbackHandler row, String... layer) {
            jdbc.query(
                    query,
                    row,
                    Stream.concat(Stream.of(runId, first), Stream.of(layer)).toArray());
        }

        private Map<String, List<Histogram>> histograms(String layer) {
            Map<String, List<Histogram>> histograms = new HashMap<>();
            query(
                    READ_HISTOGRAMS,
                    row -> {
                        List<Histogram> all =
                                HistogramCodec.decode(row.getBytes(2)).histograms();
                        int to = Math.min(all.size(), from + length);
                        histograms.put(row.getString(1), List.copyOf(all.subList(Math.min(from, to), to)));
                    },
                    layer);
            return histograms;
        }

        private void addTensors(
                List<TensorBlock> blocks,
                Axis axis,
                String layer,
                List<Tensor> tensors,
                Map<String, List<Histogram>> histograms) {
            Map<Tensor, TensorBlock> found = new EnumMap<>(Tensor.class);
            query(
                    axis == Axis.STEP ? READ_STEP_TENSORS : READ_TENSORS,
                    row -> {
                        String name = row.getString(1);
                        Tensor tensor = Tensor.valueOf(name.toUpperCase(Locale.ROOT));
                        found.put(tensor, new TensorBlock(layer, tensor, statistics(row, axis), histograms.get(name)));
                    },
                    layer);
            tensors.stream().map(found::get).filter(Objects::nonNull).forEach(blocks::add);
        }

        private double[][] statistics(ResultSet row, Axis axis) throws SQLException {
            double[][] statistics = new double[Statistic.values().length][];
            for (Statistic statistic : Statistic.values()) {
                if (!statistic.isDerived()) {
                    statistics[statistic.ordinal()] = numbers(row.getArray(statistic.wireName()));
                }
            }
            double[] mean = statistics[Statistic.MEAN.ordinal()];
            double[] std = statistics[Statistic.STD.ordinal()];
            double[] nonFinite = statistics[Statistic.NON_FINITE.ordinal()];
            IntToLongFunction elements = RecordedRuns.elements(row, axis);
            statistics[Statistic.RMS.ordinal()] = IntStream.range(0, mean.length)
                    .mapToDouble(i -> Statistics.rms(mean[i], std[i]))
                    .toArray();
            statistics[Statistic.L2.ordinal()] = IntStream.range(0, mean.length)
                    .mapToDouble(
                            i -> Statistics.l2(mean[i], std[i], elements.applyAsLong(from + i) - (long) nonFinite[i]))
                    .toArray();
            return statistics;
        }

        private double[][] slopes(ResultSet row) throws SQLException {
            double[][] slopes = new double[SlopeMeasure.values().length][];
            for (int i = 0; i < slopes.length; i++) {
                Array array = row.getArray(1 + i);
                slopes[i] = array == null ? notRecorded(slopes[0].length) : numbers(array);
            }
            return slopes;
        }

        /** Of what was added to recording after the row was written. */
        private double[] notRecorded(int epochs) {
            double[] none = new double[epochs];
            Arrays.fill(none, Double.NaN);
            return none;
        }

        private int[] places(Array array) throws SQLException {
            return Arrays.stream(numbers(array)).mapToInt(place -> (int) place).toArray();
        }

        private double[] numbers(Array array) throws SQLException {
            Object[] numbers = (Object[]) array.getArray();
            int to = Math.min(numbers.length, from + length);
            return Arrays.stream(numbers, Math.min(from, to), to)
                    .mapToDouble(number -> ((Number) number).doubleValue())
                    .toArray();
        }
    }
}
