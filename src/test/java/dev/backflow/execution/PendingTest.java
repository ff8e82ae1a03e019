package dev.backflow.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.runs.RunError;
import dev.backflow.storage.EncodedRecords;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PendingTest {

    private final SliceClock clock = new SliceClock();
    private final MemoryJournal journal = new MemoryJournal();
    private final Control control = new Control(journal, new Interruption(clock), Duration.ofDays(1), clock);
    private final Pending pending = new Pending(journal, control, clock);
    private final List<Attempt> attempts = IntStream.range(0, 100)
            .mapToObj(i -> new Attempt("run-" + i, 1, WideTraining.spec(2), Optional.empty(), 0))
            .toList();

    @BeforeEach
    void begin() {
        control.begin(attempts);
        control.turnTo(attempts.get(0));
    }

    private static Advance end(Attempt attempt) {
        EncodedRecords none = EncodedRecords.of(attempt.runId(), List.of(), List.of());
        return new Advance(attempt, none, List.of(), 9, 1, new RunEnd.Failure(RunError.crashLoop()));
    }

    private void endAll(Duration each, long bytes) throws InterruptedException {
        for (Attempt attempt : attempts) {
            control.turnTo(attempt);
            clock.pass(each);
            pending.end(end(attempt), bytes);
        }
        pending.save();
    }

    private List<String> stored() {
        return journal.all().stream().map(Advance::runId).toList();
    }

    @Test
    void allRunsThatEndWithinASecondAreStoredTogether() throws InterruptedException {
        endAll(Duration.ofMillis(100), 1000);
        assertThat(journal.stored).hasSizeBetween(10, 12);
        assertThat(stored()).isEqualTo(attempts.stream().map(Attempt::runId).toList());
        assertThat(control.own()).isEmpty();
        pending.save();
        assertThat(journal.stored).hasSizeBetween(10, 12);
    }

    @Test
    void manyBytesAreStoredSooner() throws InterruptedException {
        endAll(Duration.ZERO, Pending.MOST_BYTES / 4);
        assertThat(journal.stored).hasSize(25);
    }

    @Test
    void aRunThatCannotBeStoredFailsAlone() throws InterruptedException {
        journal.storing = advances -> {
            if (advances.stream().anyMatch(a -> a.runId().equals("run-3") && a.epoch() >= 0)) {
                throw new IllegalStateException("too long for the column");
            }
        };
        endAll(Duration.ofMillis(100), 1000);
        assertThat(stored()).hasSize(100).doesNotHaveDuplicates();
        Advance failed = journal.all().stream()
                .filter(advance -> advance.runId().equals("run-3"))
                .findFirst()
                .orElseThrow();
        assertThat(failed.end())
                .isEqualTo(new RunEnd.Failure(
                        new RunError("internal_error", "IllegalStateException: too long for the column")));
    }

    @Test
    void aRunThatTrainsAndCannotBeStoredIsLost() throws InterruptedException {
        control.turnTo(attempts.get(7));
        journal.storing = advances -> {
            if (advances.get(0).epoch() >= 0) {
                throw new OutOfMemoryError("of the test");
            }
        };
        Advance advance = end(attempts.get(7));
        pending.save(new Advance(advance.attempt(), advance.records(), List.of(), 9, 1, null));
        assertThat(control.isLost()).isTrue();
        assertThat(journal.all())
                .singleElement()
                .extracting(Advance::end)
                .asString()
                .contains("out_of_memory");
    }
}
