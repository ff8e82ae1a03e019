package dev.backflow.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import jakarta.persistence.EntityManager;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.support.TransactionTemplate;

@ParameterizedClass
@EnumSource
class RunTransactionIT {

    @TempDir
    Path directory;

    @Parameter
    TestDatabase database;

    QueueNode node;
    TransactionTemplate transaction;
    EntityManager entityManager;

    @BeforeEach
    void start() {
        node = new QueueNode(JpaQueueApplication.class, database.create(directory), 1);
        JpaTransactionManager jpa = node.application.getBean(JpaTransactionManager.class);
        transaction = new TransactionTemplate(jpa);
        entityManager = SharedEntityManagerCreator.createSharedEntityManager(jpa.getEntityManagerFactory());
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void commitsOrRollsBackARunAndItsEntryTogether() {
        transaction.executeWithoutResult(status -> {
            submit("rolled back");
            assertThat(runs("rolled back") + node.waitingOrRunning("rolled back"))
                    .isEqualTo(2);
            status.setRollbackOnly();
        });
        assertThat(runs("rolled back") + node.waitingOrRunning("rolled back")).isZero();

        transaction.executeWithoutResult(status -> submit("committed"));
        await().until(() -> node.executor.started().contains("committed"));
        await().until(() -> node.waitingOrRunning("committed") == 0);
        assertThat(runs("committed")).isOne();
        assertThat(node.executor.started()).containsExactly("committed");
    }

    private void submit(String runId) {
        entityManager
                .createNativeQuery(
                        "insert into run (id, name, spec, state, epoch, epochs, attempt, submitted_at, version)"
                                + " values (?1, 'a run', json '{}', 'queued', 0, 9, 1, current_timestamp, 0)")
                .setParameter(1, runId)
                .executeUpdate();
        node.enqueue(runId);
    }

    private int runs(String id) {
        return node.jdbc.queryForObject("select count(*) from run where id = ?", Integer.class, id);
    }

    @EnableAutoConfiguration
    @Import(QueueApplication.class)
    static class JpaQueueApplication {}
}
