package dev.backflow.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.engine.Trainer;
import dev.backflow.runs.RunSpec;
import dev.backflow.spec.SpecReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Wherever a training is stopped, what was recorded until then is what an undisturbed one records. */
class StopTest {

    /** Layers so wide that it is asked before each of them. */
    private static RunSpec spec(String sample, String everySteps) {
        return SpecReader.read(new JsonMapper().readTree("""
                {"dataset": {"type": "circles", "samples": 170, "seed": 1},
                 "network": {"layers": [{"name": "hidden", "repeat": 2, "units": 1000, "activation": "tanh"}, {"units": 1}]},
                 "training": {"loss": "mse", "optimizer": "sgd", "epochs": 2, "batch_size": 100, "validation_split": 0.4},
                 "recording": {"sample": "%s", "every_steps": %s}, "seed": 5}
                """.formatted(sample, everySteps)), RunSpec.class);
    }

    private record Recording(List<EpochRecord> epochs, List<StepRecord> steps, boolean ended, int questions) {

        /** @param stop the number of the question that is answered by yes, as are all later ones */
        static Recording of(RunSpec spec, int stop) {
            List<EpochRecord> epochs = new ArrayList<>();
            List<StepRecord> steps = new ArrayList<>();
            AtomicInteger questions = new AtomicInteger();
            Recorder recorder = new Recorder(spec.recording(), spec.training(), epochs::add, steps::add);
            boolean ended = new Trainer(
                            spec.network(),
                            spec.training(),
                            spec.dataset().generate(),
                            spec.seed(),
                            recorder,
                            () -> questions.getAndIncrement() >= stop)
                    .train()
                    .isPresent();
            return new Recording(epochs, steps, ended, questions.get());
        }
    }

    @ParameterizedTest
    @CsvSource({"first_batch, null", "full, null", "first_batch, 1", "full, 1"})
    void nothingIsRecordedThatIsNotWhole(String sample, String everySteps) {
        RunSpec spec = spec(sample, everySteps);
        Recording whole = Recording.of(spec, Integer.MAX_VALUE);
        assertThat(whole.ended).isTrue();
        assertThat(whole.questions).isGreaterThan(20);
        for (int stop = 0; stop < whole.questions; stop += whole.questions / 6) {
            Recording stopped = Recording.of(spec, stop);
            assertThat(stopped.ended).isFalse();
            assertThat(stopped.epochs).isEqualTo(whole.epochs.subList(0, stopped.epochs.size()));
            assertThat(stopped.steps).isEqualTo(whole.steps.subList(0, stopped.steps.size()));
            assertThat(stopped.questions).isLessThan(stop + 10);
        }
    }
}
