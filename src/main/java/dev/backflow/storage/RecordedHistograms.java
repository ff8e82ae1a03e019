package dev.backflow.storage;

import dev.backflow.recording.Tensor;
import java.util.ArrayList;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The histograms among what {@link RecordedRuns} has stored. */
@Repository
public class RecordedHistograms {

    private static final String READ = "select packed from histogram_chunk where run_id = ? and tensor = ?"
            + " and layer = ? and first_epoch <= ? and last_epoch >= ? order by first_epoch";

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
                    add(HistogramCodec.decode(row.getBytes(1)), column, from, to);
                },
                runId,
                tensor.wireName(),
                layer,
                to,
                from);
        return column;
    }

    private static void add(HistogramColumn chunk, HistogramColumn column, int from, int to) {
        for (int i = 0; i < chunk.epochs().size(); i++) {
            int epoch = chunk.epochs().get(i);
            if (from <= epoch && epoch <= to) {
                column.epochs().add(epoch);
                column.histograms().add(chunk.histograms().get(i));
            }
        }
    }
}
