package dev.backflow.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.recording.Outline;
import dev.backflow.runs.RunRepository;
import dev.backflow.runs.RunRepository.Placed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What experiments say is read at one moment, and leaves connections to others. */
class SnapshotsIT {

    private static String ended(TestService service) {
        String id = service.post("/api/v1/experiments", ExperimentsIT.SMALL)
                .json()
                .get("id")
                .asString();
        await().until(() -> service.get("/api/v1/experiments/" + id)
                .json()
                .at("/status/state")
                .asString()
                .equals("succeeded"));
        return id;
    }

    @ParameterizedTest
    @EnumSource
    void whatIsDeletedMeanwhileIsStillRead(TestDatabase database) {
        TestService service = TestService.shared(database);
        String id = ended(service);
        RunRepository runs = service.part(RunRepository.class);

        List<Outline> read = service.part(Snapshots.class).read(() -> {
            List<Placed> placed = runs.placed(id);
            assertThat(CompletableFuture.supplyAsync(() -> service.delete("/api/v1/experiments/" + id))
                            .join()
                            .status())
                    .isEqualTo(204);
            Outlines outlines = new Outlines(placed, runs);
            return placed.stream().map(run -> outlines.of(run.cell())).toList();
        });

        assertThat(read).hasSizeGreaterThan(1).doesNotContainNull();
        assertThat(service.get("/api/v1/experiments/" + id + "/summary").status())
                .isEqualTo(404);
    }

    /** More of them than there are connections. */
    @ParameterizedTest
    @EnumSource
    void othersAreAnsweredHoweverManyAreRead(TestDatabase database) throws Exception {
        TestService service = TestService.shared(database);
        Snapshots snapshots = service.part(Snapshots.class);
        CountDownLatch over = new CountDownLatch(1);
        List<Thread> readers = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(3);
        try {
            for (int i = 0; i < 20; i++) {
                Thread reader = new Thread(() -> snapshots.read(() -> {
                    begun.countDown();
                    try {
                        return over.await(1, TimeUnit.MINUTES);
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }));
                readers.add(reader);
                reader.start();
            }
            begun.await();

            assertThat(service.get("/api/v1/runs").status()).isEqualTo(200);
        } finally {
            over.countDown();
            for (Thread reader : readers) {
                reader.join();
            }
        }
    }
}
