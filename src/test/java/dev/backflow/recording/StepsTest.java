package dev.backflow.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.backflow.engine.Trainer;
import dev.backflow.engine.TrainingObserver.Sample;
import dev.backflow.engine.layers.Layer;
import dev.backflow.runs.RunSpec;
import dev.backflow.spec.RefusedSpecException;
import dev.backflow.spec.SpecReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What is recorded inside epochs. */
class StepsTest {

    private static final String SGD = """
            {"dataset": {"type": "circles", "samples": 100},
             "network": {"layers": [{"units": 6, "activation": "tanh"}, {"units": 1, "activation": "sigmoid"}]},
             "training": {"loss": "binary_crossentropy", "optimizer": {"type": "sgd", "learning_rate": 0.25},
                          "epochs": 3, "batch_size": 16},
             "recording": {"every_steps": %s, "tensors": ["kernel", "kernel_gradient", "kernel_update"]}, "seed": 3}
            """;

    private static final class Recording {

        final List<EpochRecord> epochs = new ArrayList<>();
        final List<StepRecord> steps = new ArrayList<>();
        final List<String> weights;

        Recording(RunSpec spec) {
            Recorder recorder = new Recorder(spec.recording(), spec.training(), epochs::add, steps::add);
            Trainer trainer =
                    new Trainer(spec.network(), spec.training(), spec.dataset().generate(), spec.seed(), recorder);
            trainer.train();
            weights =
                    trainer.network().layers().stream().map(Recording::weights).toList();
        }

        private static String weights(Layer layer) {
            String kernel = layer.kernel() == null ? "" : Arrays.toString(layer.kernel().data);
            return kernel
                    + layer.vectors().values().stream().map(Arrays::toString).toList();
        }
    }

    private static RunSpec with(RunSpec spec, Integer everySteps, Sample sample) {
        RecordingSpec recording = spec.recording();
        RecordingSpec other = new RecordingSpec(
                2, everySteps, sample, recording.tensors(), recording.histograms(), recording.keepCheckpoints());
        return new RunSpec(spec.dataset(), null, spec.network(), spec.training(), other, spec.seed(), null);
    }

    private static RunSpec sgd(String everySteps) {
        return SpecReader.read(new JsonMapper().readTree(SGD.formatted(everySteps)), RunSpec.class);
    }

    @ParameterizedTest
    @EnumSource
    void recordingThemChangesNoBitOfTrainingAndEpochs(Sample sample) {
        new TrainingFamily().specs().forEach((name, spec) -> {
            Recording without = new Recording(with(spec, null, sample));
            Recording with = new Recording(with(spec, 1, sample));
            assertThat(with.weights).as(name).isEqualTo(without.weights);
            assertThat(with.epochs).as(name).isEqualTo(without.epochs);
            assertThat(without.steps).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void afterWholeEpochsTheyAreWhatIsRecordedAtTheEpoch(Sample sample) {
        new TrainingFamily().specs().forEach((name, spec) -> {
            Recording recording = new Recording(with(spec, 1, sample));
            assertThat(recording.steps).hasSize(spec.training().epochs() * spec.stepsPerEpoch() + 1);
            for (EpochRecord epoch : recording.epochs) {
                StepRecord step = recording.steps.get(epoch.epoch() * spec.stepsPerEpoch());
                assertThat(step.tensors()).as(name).isEqualTo(epoch.tensors());
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7})
    void everyKthStepOfTheWholeTrainingIsRecorded(int every) {
        assertThat(new Recording(sgd("" + every)).steps)
                .extracting(StepRecord::step)
                .containsExactlyElementsOf(IntStream.rangeClosed(0, 21)
                        .filter(step -> step % every == 0)
                        .boxed()
                        .toList());
    }

    /** Plain gradient descent: ΔW = −η ∂L/∂W, if the gradient is that of the batch that comes next. */
    @Test
    void theGradientRecordedIsTheOneThatMakesTheNextStep() {
        List<StepRecord> steps = new Recording(sgd("1")).steps;
        for (int s = 0; s + 1 < steps.size(); s++) {
            Statistics gradient = of(steps.get(s), Tensor.KERNEL_GRADIENT);
            Statistics update = of(steps.get(s + 1), Tensor.KERNEL_UPDATE);
            assertThat(update.mean()).isCloseTo(-0.25 * gradient.mean(), within(1e-7));
            assertThat(update.std()).isCloseTo(0.25 * gradient.std(), within(1e-7));
            assertThat(gradient.std()).isGreaterThan(1e-4);
        }
    }

    private static Statistics of(StepRecord step, Tensor tensor) {
        return step.tensors().stream()
                .filter(record -> record.tensor() == tensor)
                .findFirst()
                .orElseThrow()
                .statistics();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | from 1",
                "-1 | from 1",
                "8 | must be at most 7, the steps of an epoch",
                "1.5 | whole number",
                "'\"often\"' | whole number"
            })
    void whatCannotBeRecordedIsRefused(String every, String reason) {
        assertThatThrownBy(() -> sgd(every))
                .isInstanceOfSatisfying(
                        RefusedSpecException.class,
                        refused -> assertThat(refused.problems()).anySatisfy(problem -> {
                            assertThat(problem.toString()).contains("every_steps", reason);
                        }));
    }
}
