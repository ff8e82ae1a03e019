package dev.backflow.storage;

import java.util.List;
import java.util.Optional;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The weights of trained networks, each with the epoch that it was at with them. */
@Repository
public class SavedWeights {

    private final JdbcTemplate jdbc;

    SavedWeights(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps the weights, in place of those kept for the same epoch. */
    @Transactional
    public void save(String runId, EncodedWeights weights) {
        jdbc.update("delete from model_weights where run_id = ? and epoch = ?", runId, weights.epoch());
        LargeInsert.insert(
                jdbc,
                "insert into model_weights (run_id, epoch, weights) values (?, ?, ?)",
                runId,
                weights.epoch(),
                weights.bytes());
    }

    /** Those of the latest epoch. */
    public Optional<Saved> load(String runId) {
        return DataAccessUtils.optionalResult(jdbc.query(
                "select epoch, weights from model_weights where run_id = ? order by epoch desc fetch first row only",
                (row, n) -> new Saved(row.getInt(1), WeightsCodec.decode(row.getBytes(2))),
                runId));
    }

    /** @param epoch passes made over the data when these were the weights */
    public record Saved(int epoch, List<LayerValues> layers) {}
}
