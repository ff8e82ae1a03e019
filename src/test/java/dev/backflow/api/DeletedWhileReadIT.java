package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A run is deleted, or begun anew, after somebody has begun to read it: on PostgreSQL, where readers can be made to wait in between. */
class DeletedWhileReadIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "series?tensor=kernel_gradient&statistic=std",
                "signals/forward_gain",
                "findings",
                "figures/gradients.svg",
                "figures/heatmap.vl.json",
                "export.csv",
                "export.json",
                "export.ndjson",
                "export.tfevents",
                "cures"
            })
    void itIsNotFound(String what) throws Exception {
        Answer answer = readWhile("delete from run where id = ?", ended(), what);

        assertThat(answer.status()).as(answer.body()).isEqualTo(404);
        assertThat(answer.json().get("type").asString()).endsWith("no-such-run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"series?tensor=kernel_gradient&statistic=std", "findings", "figures/gradients.svg"})
    void whatIsBegunAnewMeanwhileIsToBeReadAgain(String what) throws Exception {
        Answer answer = readWhile("update run set token = token + 1 where id = ?", ended(), what);

        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.json().get("type").asString()).endsWith("begun-anew");
        assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"series?tensor=kernel_gradient&statistic=std", "findings", "figures/gradients.svg"})
    void whatIsBegunForTheFirstTimeMeanwhileIsRead(String what) throws Exception {
        String run = ended();
        TestService.shared(TestDatabase.POSTGRESQL)
                .part(JdbcTemplate.class)
                .update("update run set epoch = 0 where id = ?", run); // as if it waited

        Answer answer = readWhile("update run set token = token + 1 where id = ?", run, what);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static String ended() {
        TestService service = TestService.shared(TestDatabase.POSTGRESQL);
        return service.ended(service.submit(Specs.SMALL)).get("id").asString();
    }

    private static Answer readWhile(String change, String run, String what) throws Exception {
        TestService service = TestService.shared(TestDatabase.POSTGRESQL);
        String path = "/api/v1/runs/" + run + "/" + what;
        JdbcTemplate jdbc = service.part(JdbcTemplate.class);
        CompletableFuture<Answer> read = new CompletableFuture<>();

        new TransactionTemplate(service.part(PlatformTransactionManager.class)).executeWithoutResult(status -> {
            jdbc.execute("lock table statistics_chunk in access exclusive mode");
            read.completeAsync(() -> what.equals("cures") ? service.post(path, "") : service.get(path));
            service.awaitWaiter(TestDatabase.POSTGRESQL);
            jdbc.update(change, run);
        });
        return read.get(5, TimeUnit.MINUTES);
    }
}
