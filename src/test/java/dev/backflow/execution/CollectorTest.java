package dev.backflow.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.engine.Outcome;
import dev.backflow.engine.Trainer;
import dev.backflow.engine.TrainingControl;
import dev.backflow.recording.Recorder;
import dev.backflow.runs.RunError;
import dev.backflow.runs.RunSpec;
import dev.backflow.spec.SpecReader;
import dev.backflow.storage.EncodedCheckpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** When what is collected is stored, by a clock that passes with every step. */
class CollectorTest {

    private static final String ALL = """
            "tensors": ["kernel", "kernel_gradient", "bias", "bias_gradient", "activation", "pre_activation",
                        "pre_activation_gradient", "kernel_update"]""";

    private final SliceClock clock = new SliceClock();
    private final MemoryJournal journal = new MemoryJournal();
    private final Interruption interruption = new Interruption(clock);
    private final Control control = new Control(journal, interruption, Duration.ofDays(1), clock);
    private final Pending pending = new Pending(journal, control, clock);

    private static RunSpec spec(int units, int epochs, String recording) {
        return spec(64, 16, units, epochs, recording);
    }

    private static RunSpec spec(int samples, int batch, int units, int epochs, String recording) {
        String spec = """
                {"dataset": {"type": "circles", "samples": %d, "seed": 1},
                 "network": {"layers": [{"name": "hidden", "repeat": 3, "units": %d, "activation": "tanh"}, {"units": 1}]},
                 "training": {"loss": "mse", "optimizer": "adam", "epochs": %d, "batch_size": %d},
                 "recording": {%s}, "seed": 5}
                """.formatted(samples, units, epochs, batch, recording);
        return SpecReader.read(new JsonMapper().readTree(spec), RunSpec.class);
    }

    private Optional<Outcome> train(RunSpec spec, Duration step) {
        return train(spec, step, () -> {});
    }

    /** @param each done at every question whether to stop */
    private Optional<Outcome> train(RunSpec spec, Duration step, Runnable each) {
        Attempt attempt = new Attempt("run", 1, spec, Optional.empty(), 0);
        control.begin(List.of(attempt));
        control.turnTo(attempt);
        Collector collector = new Collector(attempt, control, pending, clock);
        TrainingControl ticking = new TrainingControl() {
            @Override
            public boolean stopped() {
                clock.pass(step);
                each.run();
                return collector.stopped();
            }

            @Override
            public void reached(Trainer training) {
                collector.reached(training);
            }

            @Override
            public void ending(Trainer training) {
                collector.ending(training);
            }
        };
        Optional<Outcome> outcome = new Trainer(
                        spec.network(),
                        spec.training(),
                        spec.dataset().generate(),
                        spec.seed(),
                        collector.recorder(),
                        ticking)
                .train();
        try {
            collector.end(new RunEnd.Failure(RunError.crashLoop()));
            pending.save();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return outcome;
    }

    private List<Integer> checkpoints() {
        return journal.all().stream()
                .flatMap(advance -> advance.checkpoints().stream())
                .map(EncodedCheckpoint::epoch)
                .toList();
    }

    static Stream<Arguments> paces() {
        return Stream.of("\"every\": 1", "\"every\": 3", "\"every\": 1, \"every_steps\": 1, \"tensors\": [\"kernel\"]")
                .flatMap(recording -> Stream.of(1, 40, 300, 900)
                        .map(millis -> Arguments.of(spec(4, 60, recording), Duration.ofMillis(millis))));
    }

    @ParameterizedTest
    @MethodSource("paces")
    void whatIsRecordedIsStoredAtLeastEveryFewSecondsHoweverLongEpochsTake(RunSpec spec, Duration step) {
        List<Long> times = new ArrayList<>();
        journal.storing = advances -> {
            times.add(clock.getAsLong());
            clock.pass(Duration.ofMillis(700)); // storing is slow
        };
        train(spec, step);
        int steps = spec.recording().everySteps() == null ? 8 * spec.recording().every() : 2; // between two records
        long between = Duration.ofSeconds(5).plus(step.multipliedBy(steps)).toNanos();
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).isLessThanOrEqualTo(between);
        }
        assertThat(journal.all().get(journal.all().size() - 1).epoch()).isEqualTo(60);
    }

    @Test
    void noMoreIsPendingThanFitsWhereAllIsRecordedAndNoTimePasses() {
        RunSpec spec = spec(30, 1500, ALL + ", " + ALL.replace("tensors", "histograms"));
        int[] largest = {0};
        Recorder recorder = new Recorder(
                spec.recording(), spec.training(), epoch -> largest[0] = Math.max(largest[0], epoch.bytes()));
        new Trainer(spec.network(), spec.training(), spec.dataset().generate(), spec.seed(), recorder).train();

        train(spec, Duration.ZERO);
        int before = -1;
        for (Advance advance : journal.all()) {
            assertThat((advance.epoch() - before - 1) * largest[0]).isLessThanOrEqualTo(2 * Pending.MOST_BYTES);
            before = advance.epoch();
        }
        assertThat(before).isEqualTo(1500);
        assertThat(journal.stored).hasSizeLessThan(50);
    }

    @Test
    void norWhereAllOfItIsRecordedInsideOfOneEpoch() {
        train(spec(2000, 1, 2, 1, ALL + ", \"every_steps\": 1"), Duration.ZERO);
        assertThat(journal.stored).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void checkpointsOfWideNetworksComeLessOftenThanNumbers() {
        train(spec(500, 40, "\"every\": 1"), Duration.ofMillis(80)); // 6 MB for each checkpoint
        assertThat(journal.stored).hasSizeGreaterThan(12);
        assertThat(checkpoints()).hasSizeBetween(2, 12);
    }

    @Test
    void everyCheckpointIsStoredWithAllNumbersOfTheEpochsBeforeIt() {
        train(spec(4, 60, "\"every\": 1"), Duration.ofMillis(40));
        int before = -1;
        for (Advance advance : journal.all()) {
            for (EncodedCheckpoint checkpoint : advance.checkpoints()) {
                assertThat(checkpoint.epoch()).isBetween(before + 1, advance.epoch() + 1);
            }
            before = advance.epoch();
        }
    }

    @Test
    void keptCheckpointsAreAllThere() {
        train(spec(4, 60, "\"keep_checkpoints\": {\"type\": \"every\", \"epochs\": 7}"), Duration.ofMillis(1));
        assertThat(journal.all().stream()
                        .flatMap(advance -> advance.checkpoints().stream())
                        .filter(EncodedCheckpoint::kept)
                        .map(EncodedCheckpoint::epoch))
                .containsExactly(7, 14, 21, 28, 35, 42, 49, 56, 60);
    }

    @Test
    void aNodeThatShutsDownGetsACheckpointOfTheNextEpoch() {
        int[] asked = {0};
        Optional<Outcome> outcome = train(spec(300, 60, "\"every\": 1"), Duration.ofMillis(1), () -> {
            if (++asked[0] == 100) {
                interruption.shutDown();
            }
        });
        assertThat(outcome).isEmpty();
        assertThat(checkpoints()).hasSize(1);
        assertThat(asked[0]).isLessThan(120);
    }
}
