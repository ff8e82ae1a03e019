package dev.backflow.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import java.nio.file.Path;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Nodes that start at the same time over one empty database. */
class WelcomeOnceIT {

    private static final int NODES = 6;

    @ParameterizedTest
    @EnumSource
    void onlyOneOfThemTrainsTheTutorial(TestDatabase database, @TempDir Path directory) throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(NODES);
        try (TestService service = TestService.on(database.create(directory), "--backflow.worker.threads=0")) {
            CyclicBarrier start = new CyclicBarrier(NODES);
            Welcome welcome = new Welcome(
                    service.part(RunService.class),
                    service.part(Presets.class),
                    service.part(JdbcTemplate.class),
                    new TransactionTemplate(service.part(PlatformTransactionManager.class)));
            for (Future<?> node : Stream.generate(() -> nodes.submit(() -> {
                        start.await();
                        welcome.welcome();
                        return null;
                    }))
                    .limit(NODES)
                    .toList()) {
                node.get();
            }
            assertThat(service.ids("")).hasSize(3);
        } finally {
            nodes.shutdownNow();
        }
    }
}
