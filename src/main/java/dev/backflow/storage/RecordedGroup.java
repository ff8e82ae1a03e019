package dev.backflow.storage;

import dev.backflow.recording.Measurements;
import dev.backflow.recording.SlopeMeasure;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/** The recordings of many runs, read together: one statement for hundreds of them. */
public final class RecordedGroup {

    private static final int AT_ONCE = 200;

    private final JdbcTemplate jdbc;
    private final List<String> runIds;
    private final Map<Object, Map<String, RecordedColumns>> known = new HashMap<>();

    RecordedGroup(JdbcTemplate jdbc, Collection<String> runIds) {
        this.jdbc = jdbc;
        this.runIds = List.copyOf(runIds);
    }

    /** What was recorded of one of them: what is asked of one is read of all, and kept. For one thread. */
    public Measurements measurements(String runId) {
        return new GroupMeasurements(runId);
    }

    private final class GroupMeasurements implements Measurements {

        private final String runId;

        GroupMeasurements(String runId) {
            this.runId = runId;
        }

        private RecordedColumns columns(Object what, Supplier<Map<String, RecordedColumns>> reading) {
            return known.computeIfAbsent(what, key -> reading.get()).getOrDefault(runId, RecordedColumns.NONE);
        }

        private RecordedColumns stored() {
            return columns("metrics", RecordedGroup.this::metrics);
        }

        @Override
        public int[] epochs() {
            return stored().places();
        }

        @Override
        public Map<String, double[]> metrics() {
            return stored().values();
        }

        @Override
        public Map<String, double[]> statistic(Tensor tensor, Statistic statistic) {
            return columns(List.of(tensor, statistic), () -> RecordedGroup.this.statistic(tensor, statistic, List.of()))
                    .values();
        }

        @Override
        public Map<String, double[]> slopes(SlopeMeasure measure) {
            return columns(measure, () -> RecordedGroup.this.slopes(measure)).values();
        }
    }

    private Map<String, RecordedColumns> metrics() {
        return read(
                "select run_id, metric, epochs, readings from metric_chunk where run_id in (%s)"
                        + " order by run_id, first_epoch, ordinal",
                List.of(),
                (row, columns) -> columns.add(
                        row.getString("metric"), SqlArrays.ints(row, "epochs"), SqlArrays.doubles(row, "readings")));
    }

    private Map<String, RecordedColumns> slopes(SlopeMeasure measure) {
        return read(
                "select run_id, layer, epochs, " + measure.wireName()
                        + " from slope_chunk where run_id in (%s) order by run_id, first_epoch",
                List.of(),
                (row, columns) -> {
                    int[] epochs = SqlArrays.ints(row, "epochs");
                    columns.add(
                            row.getString("layer"), epochs, SqlArrays.doubles(row, measure.wireName(), epochs.length));
                });
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
