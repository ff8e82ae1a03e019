package dev.backflow.storage;

import dev.backflow.recording.Axis;
import dev.backflow.recording.Measurements;
import dev.backflow.recording.Outline;
import dev.backflow.recording.SlopeMeasure;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataRetrievalFailureException;

/**
 * An opened recording: what it holds and, read when they are asked for, the numbers. As {@link Measurements} it keeps
 * what it has read and ends with the last epoch that was stored when the first of them was read, whatever a running
 * training adds meanwhile. For one thread.
 */
public final class RecordedRun implements Measurements {

    private final String id;
    private final String name;
    private final Outline outline;
    private final ColumnReader columns;
    private final BlockReader blocks;
    private @Nullable RecordedColumns metrics;
    private final Map<List<Object>, Map<String, double[]>> read = new HashMap<>();

    RecordedRun(String id, String name, Outline outline, ColumnReader columns, BlockReader blocks) {
        this.id = id;
        this.name = name;
        this.outline = outline;
        this.columns = columns;
        this.blocks = blocks;
    }

    public String id() {
        return id;
    }

    /** What the run is called. */
    public String name() {
        return name;
    }

    /** What it holds. */
    public Outline outline() {
        return outline;
    }

    @Override
    public int[] epochs() {
        return stored().places();
    }

    @Override
    public Map<String, double[]> metrics() {
        Map<String, double[]> values = new LinkedHashMap<>();
        values.put("loss", new double[0]); // as long as nothing is stored
        values.putAll(stored().values());
        return values;
    }

    private RecordedColumns stored() {
        RecordedColumns stored = metrics == null ? metrics(0, Integer.MAX_VALUE) : metrics;
        metrics = stored;
        return stored;
    }

    /** −1 as long as nothing is stored. */
    private int lastEpoch() {
        return stored().lastPlace();
    }

    @Override
    public Map<String, double[]> statistic(Tensor tensor, Statistic statistic) {
        return read.computeIfAbsent(
                List.of(tensor, statistic),
                key -> statistic(Axis.EPOCH, tensor, statistic, List.of(), 0, lastEpoch())
                        .values());
    }

    @Override
    public Map<String, double[]> slopes(SlopeMeasure measure) {
        return read.computeIfAbsent(
                List.of(measure), key -> slopes(measure, 0, lastEpoch()).values());
    }

    /** Loss and metrics at the epochs from one to another. */
    public RecordedColumns metrics(int from, int to) {
        return columns.metrics(from, to);
    }

    /**
     * A statistic of a tensor from one place to another. A layer of which nothing is recorded between them is left out.
     *
     * @param axis whether places are epochs or steps
     * @param layers only these; none means all
     */
    public RecordedColumns statistic(
            Axis axis, Tensor tensor, Statistic statistic, Collection<String> layers, int from, int to) {
        return columns.statistic(ChunkTable.of(axis), tensor, statistic, layers, from, to);
    }

    /** A measure of the slopes of all layers that have them, at the epochs from one to another. */
    public RecordedColumns slopes(SlopeMeasure measure, int from, int to) {
        return columns.slopes(measure, from, to);
    }

    /** The histograms of one tensor of one layer at the epochs from one to another. */
    public HistogramColumn histograms(Tensor tensor, String layer, int from, int to) {
        return columns.histograms(tensor, layer, from, to);
    }

    /** The first epochs, or steps, of the chunks that are stored now, ascending. */
    public List<Integer> chunks(Axis axis) {
        return blocks.chunks(axis);
    }

    /**
     * Everything recorded in a part of a chunk.
     *
     * @param first one of {@link #chunks}
     * @param from epochs or steps of the chunk to skip
     * @param length epochs or steps to read at most
     * @return a block without places beyond the end of the chunk
     * @throws DataRetrievalFailureException if the chunk is gone
     */
    public RecordedBlock block(Axis axis, int first, int from, int length) {
        return blocks.read(axis, first, from, length, outline.layerNames(), outline.tensors());
    }
}
