package dev.backflow.storage;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** About how much runs take in the database: the bytes of their numbers, weights and checkpoints, without indexes. */
@Component
public class StoredBytes {

    /** What each table keeps for a run, in bytes: of a row of arrays, elements × the bytes of one in all arrays. */
    private static final String PARTS = Stream.of(
                    "cardinality(epochs) * 52 from statistics_chunk",
                    "cardinality(steps) * 52 from step_chunk",
                    "cardinality(epochs) * 12 from metric_chunk",
                    "cardinality(epochs) * 28 from slope_chunk",
                    "octet_length(packed) from histogram_chunk",
                    "octet_length(parts) from checkpoint",
                    "octet_length(weights) from model_weights")
            .map(part -> "select run_id, cast(" + part.replaceFirst(" from", " as bigint) as bytes from"))
            .collect(Collectors.joining(" union all "));

    private final JdbcTemplate jdbc;

    StoredBytes(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Of all runs together. */
    public long all() {
        return sum("");
    }

    public long of(String runId) {
        return sum(" where run_id = ?", runId);
    }

    private long sum(String where, Object... arguments) {
        Long sum = jdbc.queryForObject(
                "select coalesce(sum(bytes), 0) from (" + PARTS + ") as parts" + where, Long.class, arguments);
        return sum == null ? 0 : sum;
    }
}
