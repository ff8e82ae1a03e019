package dev.backflow.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestService;
import dev.backflow.durability.Trainings;
import dev.backflow.runs.Limits;
import dev.backflow.runs.TrainingData;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a worker does with runs that lack memory, which they do when it asks for the time. */
class RunWorkerIT {

    @TempDir
    static Path directory;

    static TestService service;

    @BeforeAll
    static void start() {
        service = TestService.start(directory, "--backflow.worker.threads=0");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** Trains runs, and runs out of memory when the time is asked for the nth time, for all n that are lacking. */
    private static void train(List<String> ids, IntPredicate lacking) throws InterruptedException, NoRoomException {
        train(ids, lacking, service.part(RetryingJournal.class));
    }

    private static void train(List<String> ids, IntPredicate lacking, RetryingJournal journal)
            throws InterruptedException, NoRoomException {
        AtomicInteger asked = new AtomicInteger();
        new RunWorker(
                        service.part(RunJournal.class),
                        journal,
                        service.part(TrainingData.class),
                        service.part(MemoryBudget.class),
                        service.part(Interruption.class),
                        service.part(WorkerMeters.class),
                        service.part(Limits.class),
                        () -> {
                            if (lacking.test(asked.incrementAndGet())) {
                                throw new OutOfMemoryError("as the test says");
                            }
                            return System.nanoTime();
                        })
                .execute(ids);
    }

    private static JsonNode status(String id) {
        return service.get("/api/v1/runs/" + id).json().get("status");
    }

    private static String digest(String id) {
        return Trainings.digest(id, path -> service.get(path).body());
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 20, 100, 400})
    void aRunThatRunsOutOfMemoryOnceIsTrainedAgainWithTheSameBits(int time) throws Exception {
        String spared = service.submit(Trainings.epochs("spared", 90));
        train(List.of(spared), n -> false);
        String hit = service.submit(Trainings.epochs("hit", 90));
        train(List.of(hit), n -> n == time);
        assertThat(status(hit).get("state").asString()).isEqualTo("succeeded");
        assertThat(status(hit).get("attempt").asInt()).isOne();
        assertThat(digest(hit)).isEqualTo(digest(spared));
    }

    /** Nobody knows whether memory ended before or after the commit. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatCannotBeStoredForWantOfMemoryIsStoredLaterAndOnce(boolean committed) throws Exception {
        String spared = service.submit(Trainings.epochs("spared", 90));
        train(List.of(spared), n -> false);
        String hit = service.submit(Trainings.epochs("hit", 90));
        AtomicInteger left = new AtomicInteger(3);
        WorkerMeters lacking = new WorkerMeters(new SimpleMeterRegistry(), service.part(WorkerProperties.class)) {
            @Override
            <T> T saving(Supplier<T> save) {
                boolean lacks = left.getAndDecrement() > 0;
                T saved = lacks && !committed ? null : save.get();
                if (lacks) {
                    throw new OutOfMemoryError("as the test says");
                }
                return saved;
            }
        };
        RunJournal journal = service.part(RunJournal.class);
        train(List.of(hit), n -> false, new RetryingJournal(journal, service.part(Interruption.class), lacking));
        assertThat(left).hasNegativeValue();
        assertThat(status(hit).get("state").asString()).isEqualTo("succeeded");
        assertThat(digest(hit)).isEqualTo(digest(spared));
    }

    @Test
    void aRunThatRunsOutOfMemoryAgainFailsAndThoseAfterItSucceed() throws Exception {
        String greedy = service.submit(Trainings.epochs("greedy", 90));
        String after = service.submit(Trainings.epochs("after", 90));
        train(List.of(greedy), n -> n == 8 || n == 16);
        train(List.of(after), n -> false);
        assertThat(status(greedy).get("state").asString()).isEqualTo("failed");
        assertThat(status(greedy).at("/error/code").asString()).isEqualTo("out_of_memory");
        assertThat(status(after).get("state").asString()).isEqualTo("succeeded");
    }
}
