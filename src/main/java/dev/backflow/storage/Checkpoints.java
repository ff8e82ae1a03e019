package dev.backflow.storage;

import dev.backflow.recording.CheckpointPart;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
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
            jdbc.update(
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
        OptionalInt epoch = latestEpoch(runId);
        return epoch.isEmpty() ? Optional.empty() : load(runId, epoch.getAsInt());
    }

    private Optional<Checkpoint> load(String runId, int epoch) {
        return DataAccessUtils.optionalResult(jdbc.query(
                "select parts from checkpoint where run_id = ? and epoch = ?",
                (row, n) -> CheckpointCodec.decode(epoch, row.getBytes(1)),
                runId,
                epoch));
    }

    /** The latest epoch up to this one of which the run has a checkpoint. */
    public Optional<Integer> nearest(String runId, int epoch) {
        return Optional.ofNullable(jdbc.queryForObject(
                "select max(epoch) from checkpoint where run_id = ? and epoch <= ?", Integer.class, runId, epoch));
    }

    /** Gives another run the checkpoint of this epoch, with only these parts of it. */
    public void copy(String runId, int epoch, String toRunId, Set<CheckpointPart> parts) {
        Checkpoint copied = load(runId, epoch).orElseThrow().only(parts);
        save(toRunId, List.of(EncodedCheckpoint.of(copied, true)));
    }
}
