package dev.backflow.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backflow.engine.Families;
import dev.backflow.engine.Trainer;
import dev.backflow.engine.TrainingControl;
import dev.backflow.engine.TrainingState;
import dev.backflow.runs.RunSpec;
import dev.backflow.spec.SpecReader;
import dev.backflow.spec.SpecWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** A training that is resumed at any epoch is the one that was never interrupted, bit for bit. */
class ResumeTest {

    private static final int EPOCHS = 50;
    private static final String PLAIN = "{'units': 5, 'activation': 'tanh'}";
    private static final String EVERY_LAYER = Families.layers()
                    .map(layer -> SpecWriter.write((Record) layer) + ", ")
                    .collect(Collectors.joining())
            + """
            'batch_normalization',
            {'units': 5, 'activation': 'relu', 'normalization': {'type': 'batch_normalization', 'momentum': 0.8},
             'dropout': 0.2},
            {'type': 'dropout', 'rate': 0.3, 'name': 'drop'},
            {'units': 5, 'activation': 'tanh', 'normalization': 'layer_normalization', 'residual': true}
            """;
    private static final List<String> OPTIMIZERS = List.of(
            "'sgd'",
            "{'type': 'sgd', 'momentum': 0.9, 'nesterov': true, 'clipnorm': 0.5}",
            "{'type': 'sgd', 'dialect': 'pytorch', 'momentum': 0.9, 'weight_decay': 0.01}",
            "'rmsprop'",
            "{'type': 'rmsprop', 'centered': true, 'momentum': 0.5}",
            "{'type': 'rmsprop', 'dialect': 'pytorch', 'momentum': 0.5}",
            "'adam'",
            "{'type': 'adam', 'amsgrad': true, 'global_clipnorm': 1.0}",
            "'adamw'",
            "'nadam'",
            "'adamax'",
            "'adagrad'",
            "'adadelta'",
            "'lion'",
            "'ftrl'");
    private static final List<String> SCHEDULES = List.of(
            "{'type': 'exponential_decay', 'initial_learning_rate': 0.1, 'decay_steps': 7, 'decay_rate': 0.9}",
            "{'type': 'inverse_time_decay', 'initial_learning_rate': 0.1, 'decay_steps': 7, 'decay_rate': 0.5}",
            "{'type': 'polynomial_decay', 'initial_learning_rate': 0.1, 'decay_steps': 60, 'cycle': true}",
            "{'type': 'cosine_decay', 'initial_learning_rate': 0.0, 'decay_steps': 90, 'warmup_target': 0.1, 'warmup_steps': 20}",
            "{'type': 'piecewise_constant', 'boundaries': [20, 70], 'values': [0.1, 0.03, 0.01]}");
    private static final String EVERYTHING =
            "'every': 3, 'tensors': ['kernel', 'bias_gradient', 'pre_activation', 'kernel_update'], 'histograms': ['kernel_update']";
    private static final String STEPS = "'every': 3, 'every_steps': 1, 'tensors': ['kernel_gradient', 'kernel_update']";
    private static final String PLATEAU =
            ", 'reduce_on_plateau': {'patience': 2, 'min_delta': 0.01, 'factor': 0.5, 'cooldown': 1}";
    private static final String STOPPING =
            ", 'early_stopping': {'patience': 12, 'min_delta': 0.001, 'restore_best_weights': true}";

    private static final String OVER_BATCHES = PLATEAU.replace("'patience'", "'monitor': 'loss', 'patience'")
            + STOPPING.replace("'patience'", "'monitor': 'accuracy', 'mode': 'max', 'patience'");

    static Stream<RunSpec> specs() {
        Stream<RunSpec> optimizers = OPTIMIZERS.stream()
                .flatMap(optimizer -> Stream.of(spec(PLAIN, optimizer, "", ""), spec(EVERY_LAYER, optimizer, "", "")));
        Stream<RunSpec> schedules =
                SCHEDULES.stream().map(rate -> spec(PLAIN, "{'type': 'sgd', 'learning_rate': " + rate + "}", "", ""));
        Stream<RunSpec> supervised = Stream.of(PLATEAU, STOPPING, PLATEAU + STOPPING, OVER_BATCHES)
                .map(training -> spec(EVERY_LAYER, "{'type': 'adam', 'learning_rate': 0.1}", training, ""));
        Stream<RunSpec> recordings = Stream.of(
                        "'every': 7",
                        "'sample': 'full'",
                        "'every': 100",
                        EVERYTHING,
                        STEPS,
                        STEPS + ", 'sample': 'full'")
                .map(recording -> spec(EVERY_LAYER, "'adam'", PLATEAU, recording));
        return Stream.of(optimizers, schedules, supervised, recordings).flatMap(all -> all);
    }

    private static RunSpec spec(String layers, String optimizer, String training, String recording) {
        String spec = """
                {'dataset': {'type': 'circles', 'samples': 40, 'noise': 0.1, 'seed': 3},
                 'network': {'layers': [%s, {'units': 1, 'activation': 'sigmoid'}]},
                 'training': {'loss': 'binary_crossentropy', 'optimizer': %s, 'metrics': ['accuracy'], 'epochs': %d,
                              'batch_size': 16, 'validation_split': 0.2 %s},
                 'recording': {%s}, 'seed': 5}
                """.formatted(layers, optimizer, EPOCHS, training, recording);
        return SpecReader.read(new JsonMapper().readTree(spec.replace('\'', '"')), RunSpec.class);
    }

    /** A training with all states that it could be resumed from, the last one being taken at its end. */
    private static final class Watched implements TrainingControl {

        final List<TrainingState> states = new ArrayList<>();
        final List<RecorderState> memories = new ArrayList<>();
        final List<EpochRecord> epochs = new ArrayList<>();
        final List<StepRecord> steps = new ArrayList<>();
        final Recorder recorder;
        final Trainer trainer;
        TrainingState end;

        Watched(RunSpec spec) {
            recorder = new Recorder(spec.recording(), spec.training(), epochs::add, steps::add);
            trainer = new Trainer(
                    spec.network(), spec.training(), spec.dataset().generate(), spec.seed(), recorder, this);
        }

        Watched trained() {
            trainer.train();
            return this;
        }

        Watched resumed(TrainingState state, RecorderState memory) {
            recorder.resume(memory);
            return resumed(state);
        }

        Watched resumed(TrainingState state) {
            trainer.resume(state);
            return trained();
        }

        List<String> weights() {
            return trainer.network().layers().stream()
                    .map(layer -> (layer.kernel() == null ? "" : bits(List.of(layer.kernel().data)))
                            + bits(List.copyOf(layer.vectors().values())))
                    .toList();
        }

        @Override
        public void reached(Trainer training) {
            states.add(training.state());
            memories.add(recorder.state());
        }

        @Override
        public void ending(Trainer training) {
            end = training.state();
        }

        @Override
        public boolean stopped() {
            return false;
        }
    }

    private static String bits(List<float[]> arrays) {
        return arrays.stream().map(ResumeTest::bits).toList().toString();
    }

    private static String bits(float[] values) {
        int[] bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
        return Arrays.toString(bits);
    }

    private static List<List<Object>> values(List<EpochRecord> epochs, int from) {
        return epochs.stream()
                .filter(record -> record.epoch() >= from)
                .map(record -> List.of(
                        record.epoch(),
                        record.metrics(),
                        record.tensors(),
                        record.slopes(),
                        record.histograms().stream().map(ResumeTest::counts).toList()))
                .toList();
    }

    private static String counts(HistogramRecord record) {
        return record.layer()
                + record.tensor()
                + Arrays.toString(record.histogram().all());
    }

    private static String bits(TrainingState state) {
        return state.epoch()
                + bits(state.weights())
                + bits(state.optimizer())
                + state.steps()
                + Arrays.toString(state.supervision())
                + bits(state.bestWeights());
    }

    @ParameterizedTest
    @MethodSource("specs")
    void fromEachEpochItGoesOnToTheSameRecordsWeightsAndState(RunSpec spec) {
        Watched whole = new Watched(spec).trained();
        assertThat(bits(whole.end)).isEqualTo(bits(whole.states.get(whole.states.size() - 1)));
        for (TrainingState state : whole.states) {
            Watched resumed = new Watched(spec).resumed(state, whole.memories.get(state.epoch()));
            assertThat(values(resumed.epochs, 0)).isEqualTo(values(whole.epochs, state.epoch()));
            assertThat(resumed.steps)
                    .isEqualTo(whole.steps.stream()
                            .filter(record -> record.step() >= state.epoch() * spec.stepsPerEpoch())
                            .toList());
            assertThat(resumed.weights()).isEqualTo(whole.weights());
            assertThat(bits(resumed.end)).isEqualTo(bits(whole.end));
        }
    }

    @Test
    void theSpecsReachWhatTheyAreToTest() {
        RunSpec stopping = spec(EVERY_LAYER, "{'type': 'adam', 'learning_rate': 0.1}", STOPPING, "");
        Watched stopped = new Watched(stopping).trained();
        assertThat(stopped.end.epoch()).isBetween(13, EPOCHS - 1);
        assertThat(bits(stopped.end.bestWeights())).isNotEqualTo(bits(stopped.end.weights()));
        RunSpec reducing = spec(EVERY_LAYER, "{'type': 'adam', 'learning_rate': 0.1}", PLATEAU, "");
        assertThat(new Watched(reducing).trained().end.supervision()[0]).isBetween(1e-9, 0.026);
        RunSpec monitoring = spec(EVERY_LAYER, "{'type': 'adam', 'learning_rate': 0.1}", OVER_BATCHES, "");
        Watched monitored = new Watched(monitoring).trained();
        assertThat(monitored.end.epoch()).isBetween(13, EPOCHS - 1);
        assertThat(monitored.end.supervision()[0]).isBetween(1e-9, 0.051);
    }

    @Test
    void aStateSavedBeforeTheMeansOverBatchesWereStillGoesOn() {
        RunSpec spec = spec(PLAIN, "'adam'", OVER_BATCHES, "");
        TrainingState state = new Watched(spec).trained().states.get(7);
        double[] decisions = Arrays.copyOf(state.supervision(), state.supervision().length - 2);
        TrainingState older =
                new TrainingState(7, state.weights(), state.optimizer(), state.steps(), decisions, state.bestWeights());
        Watched resumed = new Watched(spec).resumed(older);
        assertThat(resumed.epochs.get(0).epoch()).isEqualTo(7);
        assertThat(resumed.end.epoch()).isGreaterThan(8);
    }

    @Test
    void anotherOptimizerBeginsAnewWithTheWeights() {
        TrainingState state =
                new Watched(spec(PLAIN, "'adam'", "", "")).trained().states.get(20);
        RunSpec other = spec(PLAIN, "'lion'", "", "");
        TrainingState withoutOptimizer = new TrainingState(
                state.epoch(), state.weights(), List.of(), 0, state.supervision(), state.bestWeights());
        Watched resumed = new Watched(other).resumed(withoutOptimizer);
        assertThat(bits(resumed.states.get(0).weights())).isEqualTo(bits(state.weights()));
        assertThat(resumed.states.get(0).steps()).isZero();
        assertThat(resumed.epochs).hasSize(EPOCHS - 20 + 1);
    }

    @Test
    void aStateOfAnotherNetworkOrOptimizerIsRefused() {
        TrainingState state = new Watched(spec(PLAIN, "'adam'", "", "")).trained().end;
        assertThatThrownBy(() -> new Watched(spec(EVERY_LAYER, "'adam'", "", "")).resumed(state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4 arrays were saved");
        assertThatThrownBy(() -> new Watched(spec(PLAIN.replace('5', '6'), "'adam'", "", "")).resumed(state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10 numbers");
        assertThatThrownBy(() -> new Watched(spec(PLAIN, "'sgd'", "", "")).resumed(state))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Watched(spec(PLAIN, "'adam'", STOPPING + PLATEAU, ""))
                        .resumed(new Watched(spec(PLAIN, "'adam'", STOPPING, "")).trained().end))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
