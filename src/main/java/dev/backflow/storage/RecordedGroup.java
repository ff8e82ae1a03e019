package dev.backflow.storage;

import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/** The recordings of many runs, read together: one statement for hundreds of them. */
public final class RecordedGroup {

    private static final int AT_ONCE = 200;

    private final JdbcTemplate jdbc;
    private final List<String> runIds;

    RecordedGroup(JdbcTemplate jdbc, Collection<String> runIds) {
        this.jdbc = jdbc;
        this.runIds = List.copyOf(runIds);
    }

    /** A metric by run; runs of which nothing is stored are left out. */
    public Map<String, RecordedColumns> metric(String name) {
        return read(
                "select run_id, metric, epochs, readings from metric_chunk where metric = ? and run_id in (%s)"
                        + " order by run_id, first_epoch",
                List.of(name),
                (row, columns) -> columns.add(
                        row.getString("metric"), SqlArrays.ints(row, "epochs"), SqlArrays.doubles(row, "readings")));
    }

    /**
     * A statistic of a tensor by run, a column for each layer.
     *
     * @param layers only these; none means all
     */
    public Map<String, RecordedColumns> statistic(Tensor tensor, Statistic statistic, Collection<String> layers) {
        List<Statistic> stored = statistic.isDerived() ? List.of(Statistic.MEAN, Statistic.STD) : List.of(statistic);
        String chosen = layers.isEmpty() ? "" : " and layer in (" + marks(layers.size()) + ")";
        return read(
                ChunkTable.EPOCHS.selectOfMany(stored) + " where tensor = ?" + chosen
                        + " and run_id in (%s) order by run_id, first_epoch",
                Stream.concat(Stream.of(tensor.wireName()), layers.stream()).toList(),
                (row, columns) -> {
                    StatisticsRow chunk = new StatisticsRow(row);
                    columns.add(row.getString("layer"), chunk.places(), chunk.values(statistic), chunk.nonFinite());
                });
    }

    private interface Adding {
        void add(ResultSet row, ColumnsBuilder columns) throws SQLException;
    }

    private Map<String, RecordedColumns> read(String statement, List<String> arguments, Adding adding) {
        Map<String, ColumnsBuilder> builders = new LinkedHashMap<>();
        for (int from = 0; from < runIds.size(); from += AT_ONCE) {
            List<String> some = runIds.subList(from, Math.min(runIds.size(), from + AT_ONCE));
            jdbc.query(
                    statement.formatted(marks(some.size())),
                    row -> {
                        adding.add(
                                row,
                                builders.computeIfAbsent(
                                        row.getString("run_id"), id -> new ColumnsBuilder(0, Integer.MAX_VALUE)));
                    },
                    Stream.concat(arguments.stream(), some.stream()).toArray());
        }
        Map<String, RecordedColumns> read = new TreeMap<>();
        builders.forEach((id, columns) -> read.put(id, columns.build()));
        return read;
    }

    private static String marks(int count) {
        return "?" + ", ?".repeat(count - 1);
    }
}
