package dev.backflow.execution;

import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerProperties;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Task;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** db-scheduler as the queue of runs; the rest of its settings is in {@code application.yaml}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkerProperties.class)
class RunQueueConfiguration {

    @Bean
    Task<String> runTask(RunExecutor executor, QueueDatabase database) {
        return new RunTask(executor, database);
    }

    /** The queue's time is that of the service. */
    @Bean
    com.github.kagkarlsson.scheduler.Clock schedulerClock(Clock clock) {
        return clock::instant;
    }

    /** Created before the scheduler, which therefore sees what is set here; with 0 it fetches nothing. */
    @Bean
    DbSchedulerCustomizer runQueueCustomizer(
            DbSchedulerProperties scheduler, WorkerProperties worker, QueueDatabase database) {
        scheduler.setThreads(worker.threads());
        scheduler.setHeartbeatInterval(worker.heartbeat());
        scheduler.setMissedHeartbeatsLimit(WorkerProperties.MISSED_HEARTBEATS);
        return new DbSchedulerCustomizer() {
            @Override
            public Optional<ExecutorService> executorService() {
                int threads = Math.max(1, worker.threads()); // a pool cannot have none
                return Optional.of(Executors.newFixedThreadPool(threads, new CustomizableThreadFactory("run-")));
            }

            @Override
            public Optional<JdbcCustomization> jdbcCustomization() {
                return database.customization();
            }
        };
    }
}
