package dev.backflow.storage;

import dev.backflow.recording.Outline;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Stores what is recorded of each run, and opens it for reading. Writes join the transaction of the caller, so that
 * numbers and checkpoint stand or fall together. A double comes back as the same double, NaN and ±∞ included; only −0.0
 * comes back as 0.0.
 */
@Repository
public class RecordedRuns {

    private final JdbcTemplate jdbc;
    private final KnownColumns known =
            new KnownColumns(Math.min(32L << 20, Runtime.getRuntime().maxMemory() / 16));

    RecordedRuns(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What is recorded of a run; of one that still trains, what is stored so far.
     *
     * @param name what the run is called
     * @param outline what it records
     * @param attempt which attempt at the run has recorded it, or goes on with it
     */
    public RecordedRun open(String runId, String name, Outline outline, long attempt) {
        ColumnReader columns = new ColumnReader(jdbc, known, runId, attempt);
        return new RecordedRun(runId, name, outline, columns, new BlockReader(jdbc, runId));
    }

    /** What is recorded of many runs. */
    public RecordedGroup open(Collection<String> runIds) {
        return new RecordedGroup(jdbc, runIds);
    }

    /** Adds to what runs have, of all of them together with one batch for each table. */
    public void append(List<EncodedRecords> records) {
        Map<String, List<@Nullable Object[]>> rows = new LinkedHashMap<>();
        records.forEach(record -> record.rows()
                .forEach((insert, more) ->
                        rows.computeIfAbsent(insert, table -> new ArrayList<>()).addAll(more)));
        rows.forEach((insert, all) -> jdbc.batchUpdate(insert, all, all.size() + 1, RecordedRuns::set));
    }

    private static void set(PreparedStatement statement, @Nullable Object[] row) throws SQLException {
        for (int i = 0; i < row.length; i++) {
            if (row[i] == null) {
                statement.setNull(i + 1, Types.ARRAY);
            } else {
                statement.setObject(i + 1, row[i]);
            }
        }
    }

    /** Forgets these records, and all that was recorded later of the same run. */
    public void forget(EncodedRecords records) {
        forget(records.runId(), records.firstEpoch(), records.firstStep());
    }

    /** Forgets what was recorded of the run from an epoch on, and inside of epochs from a step on. */
    public void forget(String runId, int epoch, int step) {
        for (String table : List.of("metric_chunk", "statistics_chunk", "slope_chunk", "histogram_chunk")) {
            jdbc.update("delete from " + table + " where run_id = ? and first_epoch >= ?", runId, epoch);
        }
        jdbc.update("delete from step_chunk where run_id = ? and first_step >= ?", runId, step);
    }
}
