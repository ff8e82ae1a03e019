package dev.backflow.storage;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;

/**
 * Inserts rows with many bytes. H2 keeps the last statements of each connection, and with them the values of their
 * parameters: 13 MB for each connection that had stored a run of 600-600-600 units, unless they are taken out.
 */
final class LargeInsert {

    private LargeInsert() {}

    static void insert(JdbcTemplate jdbc, String sql, Object... values) {
        jdbc.execute(sql, (PreparedStatementCallback<Integer>) statement -> {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try {
                return statement.executeUpdate();
            } finally {
                statement.clearParameters();
            }
        });
    }
}
