package dev.backflow.execution;

import dev.backflow.TestDatabase;
import dev.backflow.runs.Priority;
import dev.backflow.runs.RunQueue;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** One running node with its queue and workers. */
class QueueNode implements AutoCloseable {

    final ConfigurableApplicationContext application;
    final RunQueue queue;
    final ScriptedExecutor executor;
    final JdbcTemplate jdbc;

    QueueNode(String[] database, int threads, String... more) {
        this(QueueApplication.class, database, threads, more);
    }

    QueueNode(Class<?> configuration, String[] database, int threads, String... more) {
        String[] settings = {"--backflow.worker.threads=" + threads, "--db-scheduler.shutdown-max-wait=2s"};
        application = TestDatabase.start(
                configuration,
                database,
                Stream.concat(Stream.of(settings), Stream.of(more)).toArray(String[]::new));
        queue = application.getBean(RunQueue.class);
        executor = application.getBean(ScriptedExecutor.class);
        jdbc = application.getBean(JdbcTemplate.class);
    }

    void enqueue(String runId) {
        queue.enqueue(List.of(runId), Priority.NORMAL);
    }

    /** Occupies one worker until the latch opens. */
    CountDownLatch occupyWorker(String runId) {
        CountDownLatch end = executor.hold(runId);
        enqueue(runId);
        return end;
    }

    int waitingOrRunning(String runId) {
        return jdbc.queryForObject(
                "select count(*) from scheduled_tasks where task_instance = ?", Integer.class, runId);
    }

    /** How many wait or are executed. */
    int entries() {
        return jdbc.queryForObject("select count(*) from scheduled_tasks", Integer.class);
    }

    Map<String, Object> entry(String runId) {
        return jdbc.queryForMap(
                "select picked, picked_by, coalesce(consecutive_failures, 0) as failures, last_failure, execution_time"
                        + " from scheduled_tasks where task_instance = ?",
                runId);
    }

    @Override
    public void close() {
        application.close();
    }
}
