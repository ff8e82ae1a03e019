package dev.backflow.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.api.Specs;
import dev.backflow.runs.RunError;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** What workers write, one call after the other, without a worker. */
@ParameterizedClass
@EnumSource
class RunJournalIT {

    @TempDir
    static Path directory;

    static TestService service;
    static RunJournal journal;
    static MemoryBudget.Share room;

    @Parameter
    TestDatabase database;

    @BeforeParameterizedClassInvocation
    static void start(TestDatabase database) {
        service = TestService.on(database.create(directory), "--backflow.worker.threads=0");
        journal = service.part(RunJournal.class);
        room = service.part(MemoryBudget.class).share();
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        service.close();
    }

    private static List<String> submit(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> service.submit(Specs.LONG))
                .toList();
    }

    private static JsonNode status(String id) {
        return service.get("/api/v1/runs/" + id).json().get("status");
    }

    private static List<Integer> epochs(String id) {
        return service.get("/api/v1/runs/" + id + "/metrics")
                .json()
                .at("/columns/epoch")
                .valueStream()
                .map(JsonNode::asInt)
                .toList();
    }

    @Test
    void ofRunsWhoseWorkerDiedOneIsTakenAtATimeUntilItGetsFurther() {
        List<String> ids = submit(4);
        List<Attempt> first = journal.begin(ids, room).attempts();
        assertThat(first).extracting(Attempt::runId).isEqualTo(ids);
        journal.append(List.of(Advances.of(first.get(1), 0, 4, 5, null)), false);

        Begun again = journal.begin(ids, room);
        assertThat(again.taken()).isOne();
        assertThat(again.attempts()).extracting(Attempt::runId).containsExactly(ids.get(0));
        Begun next = journal.begin(ids.subList(1, 4), room);
        assertThat(next.attempts()).extracting(Attempt::runId).containsExactly(ids.get(1));
        assertThat(next.attempts().get(0).firstEpoch()).isEqualTo(5);
        assertThat(journal.begin(ids.subList(2, 4), room).taken()).isOne();
    }

    @Test
    void aRunBegunThreeTimesInVainFailsAndTheNextIsBegun() {
        List<String> ids = submit(2);
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(journal.begin(ids.subList(0, 1), room).attempts()).hasSize(1);
        }
        assertThat(journal.begin(ids, room)).isEqualTo(new Begun(1, List.of()));
        assertThat(status(ids.get(0)).at("/error/code").asString()).isEqualTo("crash_loop");
        assertThat(journal.begin(ids.subList(1, 2), room).attempts()).hasSize(1);
    }

    @Test
    void whatIsStoredOfSeveralRunsLeavesOutThoseThatAreNotTheirAttemptsAnyMore() {
        List<String> ids = submit(4);
        List<Attempt> attempts = journal.begin(ids, room).attempts();
        service.post("/api/v1/runs/" + ids.get(1) + "/cancel", "");
        journal.begin(ids.subList(2, 3), room);
        RunEnd end = new RunEnd.Failure(RunError.crashLoop());
        List<Advance> advances = List.of(
                Advances.of(attempts.get(0), 0, 9, 10, null),
                Advances.of(attempts.get(1), 0, 9, 10, null),
                Advances.of(attempts.get(2), 0, 9, 10, end),
                Advances.of(attempts.get(3), 0, 9, -1, end));
        assertThat(journal.lost(attempts)).containsExactlyInAnyOrder(ids.get(1), ids.get(2));
        assertThat(journal.append(advances, false)).containsExactlyInAnyOrder(ids.get(1), ids.get(2));
        assertThat(ids.stream().map(id -> epochs(id).size())).containsExactly(10, 0, 0, 10);
        assertThat(ids.stream().map(service::state)).containsExactly("running", "cancelled", "running", "failed");
    }

    @Test
    void doneAgainItStoresNothingTwiceWhetherTheFirstTimeCameThroughOrNot() {
        for (boolean cameThrough : new boolean[] {false, true}) {
            String id = submit(1).get(0);
            Attempt attempt = journal.begin(List.of(id), room).attempts().get(0);
            journal.append(List.of(Advances.of(attempt, 0, 4, 5, null)), false);
            List<Advance> next = List.of(Advances.of(attempt, 5, 9, cameThrough ? 10 : -1, null));
            if (cameThrough) {
                journal.append(next, false);
            }
            journal.append(next, true);
            assertThat(epochs(id)).isEqualTo(IntStream.rangeClosed(0, 9).boxed().toList());
            assertThat(status(id).get("epoch").asInt()).isEqualTo(9);
        }
    }

    @Test
    void numbersAfterTheLastCheckpointAreForgottenWhenAnotherAttemptBegins() {
        String id = submit(1).get(0);
        Attempt attempt = journal.begin(List.of(id), room).attempts().get(0);
        journal.append(List.of(Advances.of(attempt, 0, 4, 5, null)), false);
        journal.append(List.of(Advances.of(attempt, 5, 9, -1, null)), false);
        assertThat(epochs(id)).hasSize(10);
        assertThat(status(id).get("epoch").asInt()).isEqualTo(9);

        Attempt second = journal.begin(List.of(id), room).attempts().get(0);
        assertThat(second.firstEpoch()).isEqualTo(5);
        assertThat(epochs(id)).containsExactly(0, 1, 2, 3, 4);
        assertThat(status(id).get("epoch").asInt()).isEqualTo(4);
    }

    @Test
    void withoutACheckpointAllIsForgotten() {
        String id = submit(1).get(0);
        Attempt attempt = journal.begin(List.of(id), room).attempts().get(0);
        journal.append(List.of(Advances.of(attempt, 0, 4, -1, null)), false);
        journal.begin(List.of(id), room);
        assertThat(epochs(id)).isEmpty();
        assertThat(status(id).get("epoch").asInt()).isZero();
    }

    @Test
    void aCheckpointThatCannotBeReadIsForgotten() {
        String id = submit(1).get(0);
        Attempt attempt = journal.begin(List.of(id), room).attempts().get(0);
        journal.append(List.of(Advances.of(attempt, 0, 4, 5, null)), false);
        service.part(JdbcTemplate.class).update("update checkpoint set parts = ? where run_id = ?", new byte[9], id);
        assertThat(journal.begin(List.of(id), room).attempts().get(0).firstEpoch())
                .isZero();
        assertThat(epochs(id)).isEmpty();
    }

    @Test
    void runsPutBackAreQueuedAndTheAttemptDoesNotCount() {
        List<String> ids = submit(3);
        List<Attempt> attempts = journal.begin(ids, room).attempts();
        service.post("/api/v1/runs/" + ids.get(1) + "/cancel", "");
        journal.putBack(attempts);
        assertThat(ids.stream().map(service::state)).containsExactly("queued", "cancelled", "queued");
        assertThat(status(ids.get(0)).get("attempt").asInt()).isZero();
        assertThat(journal.begin(ids, room).attempts()).hasSize(2);
    }
}
