package dev.backflow.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How many look at data sets at the same time. */
class LargeDataTest {

    private static final int REQUESTS = 8;
    private static final Executor THREADS = task -> new Thread(task).start();

    private static GaussianQuantiles data(int samples) {
        return new GaussianQuantiles(1, samples, 20, 3, true, 0);
    }

    @Test
    void largeOnesAreLookedAtOneAfterTheOtherAndSmallOnesAllTheWhile() {
        AtomicInteger looking = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch smallOnes = new CountDownLatch(REQUESTS);
        List<CompletableFuture<?>> large = Stream.generate(() -> CompletableFuture.runAsync(
                        () -> LargeData.inTurn(data(1_000_000), () -> {
                            most.accumulateAndGet(looking.incrementAndGet(), Math::max);
                            await().until(() -> smallOnes.getCount() == 0);
                            return looking.decrementAndGet();
                        }),
                        THREADS))
                .limit(REQUESTS)
                .<CompletableFuture<?>>map(future -> future)
                .toList();
        for (int i = 0; i < REQUESTS; i++) {
            CompletableFuture.runAsync(
                    () -> LargeData.inTurn(data(1000), () -> {
                        smallOnes.countDown();
                        await().until(() -> smallOnes.getCount() == 0); // all at the same time
                        return "";
                    }),
                    THREADS);
        }
        CompletableFuture.allOf(large.toArray(CompletableFuture[]::new)).join();
        assertThat(most).hasValue(1);
    }

    @Test
    void aFailedLookEndsItsTurn() {
        assertThatThrownBy(() -> LargeData.inTurn(data(1_000_000), () -> {
                    throw new IllegalStateException("no file");
                }))
                .hasMessage("no file");
        assertThat(CompletableFuture.supplyAsync(() -> LargeData.inTurn(data(1_000_000), () -> "seen"), THREADS)
                        .join())
                .isEqualTo("seen");
    }
}
