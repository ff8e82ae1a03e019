package dev.backflow.storage;

import dev.backflow.recording.Histogram;
import dev.backflow.recording.Tensor;
import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The histograms among what {@link RecordedRuns} has stored. */
@Repository
public class RecordedHistograms {

    private static final String READ = "select epochs, counts from histogram_chunk where run_id = ? and tensor = ?"
            + " and layer = ? and first_epoch <= ? and epochs[cardinality(epochs)] >= ? order by first_epoch";

    private final JdbcTemplate jdbc;

    RecordedHistograms(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Of one tensor of one layer.
     *
     * @param from the first epoch
     * @param to the last epoch
     */
    public HistogramColumn histograms(String runId, Tensor tensor, String layer, int from, int to) {
        HistogramColumn column = new HistogramColumn(new ArrayList<>(), new ArrayList<>());
        jdbc.query(
                READ,
                row -> {
                    add(row.getArray(1), row.getBytes(2), column, from, to);
                },
                runId,
                tensor.wireName(),
                layer,
                to,
                from);
        return column;
    }

    private static void add(Array chunkEpochs, byte[] counts, HistogramColumn column, int from, int to)
            throws SQLException {
        Object[] epochs = (Object[]) chunkEpochs.getArray();
        List<Histogram> histograms = HistogramCodec.decode(counts, epochs.length);
        for (int i = 0; i < epochs.length; i++) {
            int epoch = (Integer) epochs[i];
            if (from <= epoch && epoch <= to) {
                column.epochs().add(epoch);
                column.histograms().add(histograms.get(i));
            }
        }
    }
}
