package dev.backflow.durability;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** All rows that the database has of a run, in whatever tables there are. */
final class StoredRows {

    private final JdbcTemplate jdbc;
    private final List<String> tables;

    StoredRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        tables = jdbc.queryForList(
                "select t.table_name from information_schema.tables t join information_schema.columns c"
                        + " on c.table_schema = t.table_schema and c.table_name = t.table_name"
                        + " where lower(c.column_name) = 'run_id' and t.table_type = 'BASE TABLE'"
                        + " and lower(t.table_name) <> 'idempotency_key'",
                String.class);
    }

    List<String> tables() {
        return tables.stream().map(String::toLowerCase).toList();
    }

    /** How many rows of which table, and how far they go; tables without any are left out. */
    Map<String, Long> of(String runId) {
        Map<String, Long> rows = new TreeMap<>();
        tables.forEach(table -> put(rows, table, "select count(*) from " + table + " where run_id = ?", runId));
        for (String table : List.of("metric_chunk", "statistics_chunk")) {
            put(
                    rows,
                    table + " epochs",
                    "select coalesce(sum(cardinality(epochs)), 0) from " + table + " where run_id = ?",
                    runId);
        }
        put(rows, "run", "select count(*) from run where id = ?", runId);
        return rows;
    }

    /** Whether a worker has it or it waits for one. */
    boolean isInQueue(String runId) {
        return count("select count(*) from scheduled_tasks where task_instance = ?", runId) > 0;
    }

    private void put(Map<String, Long> rows, String name, String query, String runId) {
        long count = count(query, runId);
        if (count > 0) {
            rows.put(name.toLowerCase(), count);
        }
    }

    private long count(String query, String runId) {
        return jdbc.queryForObject(query, Long.class, runId);
    }
}
