package dev.backflow.storage;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The checkpoints of runs: the latest of each, and those that are kept to fork from. */
@Repository
public class Checkpoints {

    private final JdbcTemplate jdbc;

    Checkpoints(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds checkpoints, ascending, in place of those of the same epochs and those not kept. */
    public void save(String runId, List<EncodedCheckpoint> checkpoints) {
        drop(runId);
        for (EncodedCheckpoint checkpoint : checkpoints) {
            jdbc.update("delete from checkpoint where run_id = ? and epoch = ?", runId, checkpoint.epoch());
            LargeInsert.insert(
                    jdbc,
                    "insert into checkpoint (run_id, epoch, kept, parts) values (?, ?, ?, ?)",
                    runId,
                    checkpoint.epoch(),
                    checkpoint.kept(),
                    checkpoint.bytes());
        }
    }

    /** Drops those that are not kept. */
    public void drop(String runId) {
        jdbc.update("delete from checkpoint where run_id = ? and not kept", runId);
    }

    public void clear(String runId) {
        jdbc.update("delete from checkpoint where run_id = ?", runId);
    }

    /** Drops those of later epochs. */
    public void forgetAfter(String runId, int epoch) {
        jdbc.update("delete from checkpoint where run_id = ? and epoch > ?", runId, epoch);
    }

    /** The epoch of the latest. */
    public OptionalInt latestEpoch(String runId) {
        Integer epoch = jdbc.queryForObject("select max(epoch) from checkpoint where run_id = ?", Integer.class, runId);
        return epoch == null ? OptionalInt.empty() : OptionalInt.of(epoch);
    }

    /**
     * The one to resume at.
     *
     * @throws UnreadableCheckpointException if it is damaged
     */
    public Optional<Checkpoint> latest(String runId) {
        return nearest(runId, Integer.MAX_VALUE);
    }

    /**
     * The latest up to this epoch.
     *
     * @throws UnreadableCheckpointException if it is damaged
     */
    public Optional<Checkpoint> nearest(String runId, int epoch) {
        return DataAccessUtils.optionalResult(jdbc.query(
                "select epoch, parts from checkpoint where run_id = ? and epoch <= ? order by epoch desc"
                        + " fetch first row only",
                (row, n) -> CheckpointCodec.decode(row.getInt(1), row.getBytes(2)),
                runId,
                epoch));
    }
}
