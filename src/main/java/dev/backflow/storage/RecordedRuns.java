package dev.backflow.storage;

import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.Outline;
import dev.backflow.recording.StepRecord;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Stores what is recorded of each run, and opens it for reading. Writes join the transaction of the caller, so that numbers
 * and checkpoint stand or fall together. A double comes back as the same double, NaN and ±∞ included; only −0.0 comes back
 * as 0.0.
 */
@Repository
public class RecordedRuns {

    private final JdbcTemplate jdbc;
    private final ChunkWriter writer;

    RecordedRuns(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.writer = new ChunkWriter(jdbc);
    }

    /**
     * What is recorded of a run; of one that still trains, what is stored so far.
     *
     * @param name what the run is called
     * @param outline what it records
     */
    public RecordedRun open(String runId, String name, Outline outline) {
        return new RecordedRun(runId, name, outline, jdbc);
    }

    /**
     * Adds epochs to what the run has. Many at a time make few rows.
     *
     * @param epochs ascending, and all of them later than those stored
     */
    public void append(String runId, List<EpochRecord> epochs) {
        writer.insertMetrics(runId, Chunks.ofMetrics(epochs));
        writer.insertStatistics(runId, ChunkTable.EPOCHS, Chunks.ofTensors(epochs));
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
            writer.insertStatistics(runId, ChunkTable.STEPS, Chunks.ofSteps(steps));
        }
    }

    /** Forgets everything recorded of the run, weights included, so that it can start again. */
    public void clear(String runId) {
        for (String table : List.of(
                "metric_chunk", "statistics_chunk", "step_chunk", "slope_chunk", "histogram_chunk", "model_weights")) {
            jdbc.update("delete from " + table + " where run_id = ?", runId);
        }
    }
}
