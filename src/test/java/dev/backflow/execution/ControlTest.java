package dev.backflow.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControlTest {

    private static final Duration MOST_TIME = Duration.ofSeconds(60);

    private final SliceClock clock = new SliceClock();
    private final MemoryJournal journal = new MemoryJournal();
    private final Interruption interruption = new Interruption(clock);
    private final Control control = new Control(journal, interruption, MOST_TIME, clock);
    private final Attempt first = attempt("first", 0);
    private final Attempt second = attempt("second", 50_000);

    private static Attempt attempt(String runId, long trainedMillis) {
        return new Attempt(runId, 1, WideTraining.spec(2), Optional.empty(), trainedMillis);
    }

    private boolean stoppedAfter(Duration duration) {
        clock.pass(duration);
        return control.stopped();
    }

    @Test
    void aRunThatIsCancelledStopsWithinASecondAndNoOther() {
        control.begin(List.of(first, second));
        assertThat(control.turnTo(first)).isTrue();
        assertThat(control.stopped()).isFalse();
        journal.lost.add("first");
        assertThat(stoppedAfter(Duration.ofMillis(999))).isFalse();
        assertThat(stoppedAfter(Duration.ofMillis(1))).isTrue();
        assertThat(control.isLost()).isTrue();
        assertThat(control.turnTo(second)).isTrue();
        assertThat(control.stopped()).isFalse();
        assertThat(control.own()).containsExactly(second);
    }

    @Test
    void aRunThatIsCancelledBeforeItsTurnIsPassedOver() {
        control.begin(List.of(first, second));
        control.turnTo(first);
        journal.lost.add("second");
        assertThat(stoppedAfter(Duration.ofSeconds(1))).isFalse();
        assertThat(control.turnTo(second)).isFalse();
    }

    @Test
    void theJournalIsAskedOnceASecondForAllRunsHoweverManySteps() {
        control.begin(List.of(first, second));
        control.turnTo(first);
        for (int step = 0; step < 10_000; step++) {
            stoppedAfter(Duration.ofMillis(1));
        }
        assertThat(journal.looks).isEqualTo(10);
    }

    @Test
    void theTimeOfARunIsThatOfAllItsAttemptsButNotOfOtherRuns() {
        control.begin(List.of(first, second));
        control.turnTo(first);
        assertThat(stoppedAfter(MOST_TIME)).isFalse();
        assertThat(control.trainedMillis()).isEqualTo(60_000);
        assertThat(stoppedAfter(Duration.ofNanos(1))).isTrue();
        assertThat(control.isOverdue()).isTrue();
        control.turnTo(second);
        assertThat(stoppedAfter(Duration.ofSeconds(10))).isFalse();
        assertThat(stoppedAfter(Duration.ofNanos(1))).isTrue();
        assertThat(control.trainedMillis()).isEqualTo(60_000);
    }

    @Test
    void aNodeThatShutsDownWaitsForACheckpointButNotForLong() {
        control.begin(List.of(first));
        control.turnTo(first);
        interruption.shutDown();
        assertThat(control.isAskedToEnd()).isTrue();
        assertThat(stoppedAfter(Duration.ofMillis(1500))).isFalse();
        assertThat(stoppedAfter(Duration.ofMillis(1))).isTrue();
    }

    @Test
    void withACheckpointItStopsAtOnce() {
        control.begin(List.of(first));
        control.turnTo(first);
        interruption.shutDown();
        control.interruptSafely();
        assertThat(control.stopped()).isTrue();
    }
}
