package dev.backflow.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestService;
import dev.backflow.api.Specs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** H2's file as a killed process can leave it: with rows of a transaction of which the undo log knows nothing. */
class LeftoversIT {

    private static final String FILE = "backflow.mv.db";

    @TempDir
    Path directory;

    @Test
    void aRowThatNobodyTookBackIsNotInTheWayOfTheNextAttempt() throws Exception {
        String id;
        try (TestService service = service("first")) {
            RunJournal journal = service.part(RunJournal.class);
            id = service.submit(Specs.LONG);
            Attempt attempt = begin(service, id);
            journal.append(List.of(Advances.of(attempt, 0, 4, 5, null)), false);
            DataSource database = service.part(DataSource.class);
            try (Connection before = database.getConnection();
                    Connection killed = database.getConnection()) {
                before.setAutoCommit(false); // has the first number, which is that of the next attempt's transactions
                before.createStatement().executeQuery("select count(*) from run");
                killed.setAutoCommit(false);
                for (int epoch : new int[] {5, 7}) {
                    insert(killed, id, epoch);
                }
                loseUndoLogs(killed);
                new JdbcTemplate(database).update("update run set name = 'stored' where id = ?", id);
                Files.createDirectory(directory.resolve("second"));
                Files.copy(directory.resolve("first/" + FILE), directory.resolve("second/" + FILE));
                killed.rollback();
                before.rollback();
            }
        }
        try (TestService service = service("second")) {
            Attempt attempt = begin(service, id);
            service.part(RunJournal.class).append(List.of(Advances.of(attempt, 5, 9, 10, null)), false);
            JsonNode epochs =
                    service.get("/api/v1/runs/" + id + "/metrics").json().at("/columns/epoch");
            assertThat(epochs.valueStream().map(JsonNode::asInt))
                    .isEqualTo(IntStream.rangeClosed(0, 9).boxed().toList());
        }
    }

    @Test
    void aRunThatCannotBeReadDoesNotKeepTheServiceFromStarting() {
        String damaged;
        String other;
        try (TestService service = service("damaged")) {
            damaged = service.submit(Specs.LONG);
            other = service.submit(Specs.LONG);
            for (String id : List.of(damaged, other)) {
                Attempt attempt = begin(service, id);
                List<Advance> advances =
                        List.of(Advances.of(attempt, 0, 4, 5, null), Advances.of(attempt, 5, 9, -1, null));
                advances.forEach(advance -> service.part(RunJournal.class).append(List.of(advance), false));
            }
            service.part(JdbcTemplate.class)
                    .update("update run set spec = ? format json where id = ?", "{\"seed\": 1}", damaged);
        }
        try (TestService service = service("damaged")) {
            assertThat(service.state(damaged)).isEqualTo("running");
            assertThat(service.get("/api/v1/runs/" + other + "/metrics").json().at("/columns/epoch"))
                    .hasSize(5);
        }
    }

    private TestService service(String folder) {
        return TestService.on(
                new String[] {"--BACKFLOW_DATA=" + directory.resolve(folder)}, "--backflow.worker.threads=0");
    }

    private static Attempt begin(TestService service, String id) {
        MemoryBudget.Share room = service.part(MemoryBudget.class).share();
        return service.part(RunJournal.class)
                .begin(List.of(id), room)
                .attempts()
                .get(0);
    }

    private static void insert(Connection connection, String runId, int epoch) throws SQLException {
        try (var statement = connection.prepareStatement("insert into metric_chunk"
                + " (run_id, metric, first_epoch, ordinal, epochs, readings) values (?, 'loss', ?, 0, ?, ?)")) {
            statement.setString(1, runId);
            statement.setInt(2, epoch);
            statement.setObject(3, new Integer[] {epoch});
            statement.setObject(4, new Double[] {0.0});
            statement.executeUpdate();
        }
    }

    /** As if they had been stored just before the rows were logged: under these names H2 finds no undo logs. */
    private static void loseUndoLogs(Connection connection) throws SQLException {
        SessionLocal session =
                (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        MVStore store = session.getDatabase().getStore().getMvStore();
        List<String> logs = store.getMapNames().stream()
                .filter(name -> name.startsWith("undoLog"))
                .toList();
        assertThat(logs).isNotEmpty();
        logs.forEach(name -> store.renameMap(store.openMap(name), "lost" + name));
    }
}
