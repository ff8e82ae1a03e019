package dev.backflow.storage;

import java.util.List;
import java.util.Optional;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The weights of networks after some epoch. */
@Repository
public class SavedWeights {

    private final JdbcTemplate jdbc;

    SavedWeights(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps the weights after so many epochs, in place of those kept for the same epoch. */
    @Transactional
    public void save(String runId, int epoch, List<LayerValues> layers) {
        jdbc.update("delete from model_weights where run_id = ? and epoch = ?", runId, epoch);
        jdbc.update(
                "insert into model_weights (run_id, epoch, weights) values (?, ?, ?)",
                runId,
                epoch,
                WeightsCodec.encode(layers));
    }

    public Optional<List<LayerValues>> load(String runId, int epoch) {
        return DataAccessUtils.optionalResult(jdbc.query(
                "select weights from model_weights where run_id = ? and epoch = ?",
                (row, n) -> WeightsCodec.decode(row.getBytes(1)),
                runId,
                epoch));
    }
}
