package dev.backflow.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.runs.Limits;
import dev.backflow.runs.RunCost;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Who is let in when not all runs fit into memory at the same time. */
class MemoryBudgetTest {

    private static final int MOST = 6400;
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private final MemoryBudget memory = new MemoryBudget(limits(), Clock.fixed(NOW, ZoneOffset.UTC));

    private static Limits limits() {
        return new Binder(new MapConfigurationPropertySource(Map.of(
                        "backflow.limits.run.heap-bytes", MOST,
                        "backflow.limits.run.direct-bytes", MOST)))
                .bindOrCreate("backflow.limits", Limits.class);
    }

    private static RunCost cost(long heap, long direct) {
        return new RunCost(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, heap, direct);
    }

    private static boolean admits(MemoryBudget.Share share, long heap) {
        return share.admits("a run", cost(heap, 0), NOW);
    }

    @Test
    void largeRunsAreLetInAsLongAsTheyFitTogether() {
        MemoryBudget.Share first = memory.share();
        MemoryBudget.Share second = memory.share();
        assertThat(admits(first, 4000)).isTrue();
        assertThat(admits(second, 2401)).isFalse();
        assertThat(second.admits("a run", cost(1, MOST), NOW)).isTrue();
        assertThat(memory.share().admits("a run", cost(1, 200), NOW)).isFalse();
        first.close();
        second.close();
        assertThat(admits(memory.share(), 2401)).isTrue();
    }

    @Test
    void aRunThatWouldNeverFitIsLetInAlone() {
        MemoryBudget.Share small = memory.share();
        assertThat(admits(small, MOST / 64)).isTrue();
        assertThat(admits(memory.share(), MOST + 1)).isTrue();
        assertThat(admits(memory.share(), 200)).isFalse();
    }

    @Test
    void aWorkerNeedsForItsRunsWhatTheLargestOfThemNeeds() {
        MemoryBudget.Share share = memory.share();
        assertThat(admits(share, 3000)).isTrue();
        assertThat(admits(share, 4000)).isTrue();
        assertThat(admits(memory.share(), 2400)).isTrue();
        assertThat(admits(memory.share(), 200)).isFalse();
    }

    @Test
    void whileALargeRunWaitsNoLargeOneOvertakesItButSmallOnesDo() throws InterruptedException {
        MemoryBudget.Share running = memory.share();
        MemoryBudget.Share waiting = memory.share();
        assertThat(admits(running, 4000)).isTrue();
        assertThat(admits(waiting, 5000)).isFalse();
        assertThat(waiting.waitsForRoom()).isTrue();
        MemoryBudget.Share other = memory.share();
        assertThat(admits(other, 1000)).isFalse();
        assertThat(other.waitsForRoom())
                .as("one at a time, so that others are trained")
                .isFalse();
        assertThat(admits(memory.share(), 100)).isTrue();
        running.close();
        assertThat(admits(other, 1000)).isFalse();
        assertThat(admits(waiting, 5000)).isTrue();
        assertThat(admits(other, 1000)).isTrue();
    }

    @Test
    void whoIsPutOffMakesWayForOthers() {
        MemoryBudget.Share running = memory.share();
        assertThat(admits(running, 4000)).isTrue();
        try (MemoryBudget.Share waiting = memory.share()) {
            assertThat(admits(waiting, 5000)).isFalse();
        }
        assertThat(admits(memory.share(), 1000)).isTrue();
    }

    @Test
    void patienceGrowsWithTheTimeSinceTheRunWasSubmitted() throws InterruptedException {
        Instant[] now = {NOW};
        Clock clock = new Clock() {
            @Override
            public Instant instant() {
                return now[0];
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        };
        MemoryBudget budget = new MemoryBudget(limits(), clock);
        MemoryBudget.Share running = budget.share();
        assertThat(admits(running, 4000)).isTrue();
        for (int minutes : new int[] {0, 60}) {
            try (MemoryBudget.Share waiting = budget.share()) {
                now[0] = NOW;
                Duration patience = minutes == 0 ? Duration.ofSeconds(10) : Duration.ofMinutes(30);
                RunCost cost = cost(5000, 0);
                assertThat(waiting.admits("a run", cost, NOW.minus(Duration.ofMinutes(minutes))))
                        .isFalse();
                assertThat(waiting.waitsForRoom()).isTrue();
                now[0] = NOW.plus(patience).minusMillis(1);
                assertThat(waiting.waitsForRoom()).isTrue();
                now[0] = NOW.plus(patience);
                assertThat(waiting.waitsForRoom()).isFalse();
            }
        }
    }

    @Test
    void aRunThatIsSetApartIsLetInWithoutALargeOneBesideItAndSmallOnesAnyway() {
        MemoryBudget.Share victim = memory.share();
        MemoryBudget.Share large = memory.share();
        assertThat(victim.admits("victim", cost(1, 1), NOW)).isTrue();
        assertThat(admits(large, 200)).isTrue();
        assertThat(victim.setApart("victim")).isTrue();
        assertThat(victim.admits("victim", cost(1, 1), NOW)).isFalse();
        large.close();
        assertThat(victim.admits("victim", cost(1, 1), NOW)).isTrue();
        assertThat(admits(memory.share(), 200)).isFalse();
        assertThat(admits(memory.share(), 100)).isTrue();
        assertThat(victim.setApart("victim"))
                .as("it was alone, and so it is its own fault")
                .isFalse();
        victim.close();
        assertThat(admits(memory.share(), MOST)).isTrue();
    }

    @Test
    void whateverComesAndGoesTheyNeverNeedMoreThanThereIs() {
        Random random = new Random(7);
        List<MemoryBudget.Share> shares = new ArrayList<>();
        List<Long> needs = new ArrayList<>();
        for (int step = 0; step < 10_000; step++) {
            if (random.nextBoolean() || shares.isEmpty()) {
                MemoryBudget.Share share = memory.share();
                long need = 101 + random.nextInt(MOST - 101);
                if (admits(share, need)) {
                    shares.add(share);
                    needs.add(need);
                }
            } else {
                int gone = random.nextInt(shares.size());
                shares.remove(gone).close();
                needs.remove(gone);
            }
            assertThat(needs.stream().mapToLong(Long::longValue).sum()).isLessThanOrEqualTo(MOST);
        }
    }
}
