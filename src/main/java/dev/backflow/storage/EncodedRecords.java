package dev.backflow.storage;

import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.StepRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What was recorded of a run since the last time, ready to be stored: the work is done before a transaction begins. */
public final class EncodedRecords {

    private final String runId;
    private final int firstEpoch;
    private final int firstStep;
    private final Map<String, List<@Nullable Object[]>> rows = new LinkedHashMap<>();

    private EncodedRecords(String runId, int firstEpoch, int firstStep) {
        this.runId = runId;
        this.firstEpoch = firstEpoch;
        this.firstStep = firstStep;
    }

    /**
     * Many epochs at a time make few rows.
     *
     * @param epochs ascending, and all of them later than those stored
     * @param steps ascending, and all of them later than those stored
     */
    public static EncodedRecords of(String runId, List<EpochRecord> epochs, List<StepRecord> steps) {
        EncodedRecords encoded = new EncodedRecords(
                runId,
                epochs.isEmpty() ? Integer.MAX_VALUE : epochs.get(0).epoch(),
                steps.isEmpty() ? Integer.MAX_VALUE : steps.get(0).step());
        encoded.add(ChunkRows.INSERT_METRICS, Chunks.ofMetrics(epochs), ChunkRows::metric);
        encoded.add(ChunkRows.INSERT_STATISTICS, Chunks.ofTensors(epochs), ChunkRows::statistics);
        encoded.add(ChunkRows.INSERT_SLOPES, Chunks.ofSlopes(epochs), ChunkRows::slopes);
        encoded.add(ChunkRows.INSERT_HISTOGRAMS, Chunks.ofHistograms(epochs), ChunkRows::histograms);
        encoded.add(ChunkRows.INSERT_STEPS, Chunks.ofSteps(steps), ChunkRows::steps);
        return encoded;
    }

    private <C> void add(String insert, List<C> chunks, BiFunction<String, C, @Nullable Object[]> row) {
        rows.put(insert, chunks.stream().map(chunk -> row.apply(runId, chunk)).toList());
    }

    String runId() {
        return runId;
    }

    /** No epoch is so late if there are none. */
    int firstEpoch() {
        return firstEpoch;
    }

    int firstStep() {
        return firstStep;
    }

    /** Values for the parameters of each insert. */
    Map<String, List<@Nullable Object[]>> rows() {
        return rows;
    }
}
