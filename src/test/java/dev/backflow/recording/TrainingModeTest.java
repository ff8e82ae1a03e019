package dev.backflow.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.engine.Network;
import dev.backflow.engine.Observation;
import dev.backflow.engine.Trainer;
import dev.backflow.engine.TrainingControl;
import dev.backflow.engine.TrainingObserver;
import dev.backflow.engine.layers.Layer;
import dev.backflow.runs.RunSpec;
import dev.backflow.spec.SpecReader;
import dev.backflow.spec.SpecWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Recording a network whose training and inference differ. */
class TrainingModeTest {

    private static final String EVERY_LAYER = """
            ['batch_normalization',
             {'units': 6, 'activation': 'relu', 'normalization': {'type': 'batch_normalization', 'momentum': 0.8},
              'dropout': 0.2},
             {'type': 'dropout', 'rate': 0.3, 'name': 'drop'},
             {'units': 6, 'activation': 'tanh', 'normalization': 'layer_normalization', 'residual': true},
             {'type': 'layer_normalization', 'name': 'norm'},
             {'units': 1, 'activation': 'sigmoid'}]
            """;
    private static final String PLAIN =
            "[{'units': 6, 'activation': 'relu'}, {'units': 6, 'activation': 'tanh'}, {'units': 1, 'activation': 'sigmoid'}]";

    private static RunSpec spec(String layers, String training, String recording) {
        String spec = """
                {'dataset': {'type': 'circles', 'samples': 50, 'noise': 0.1, 'seed': 3},
                 'network': {'layers': %s},
                 'training': {'loss': 'binary_crossentropy', 'optimizer': 'adam', 'epochs': 9, 'batch_size': 16 %s},
                 'recording': {%s}, 'seed': 5}
                """.formatted(layers, training, recording);
        return SpecReader.read(new JsonMapper().readTree(spec.replace('\'', '"')), RunSpec.class);
    }

    private static Network trained(RunSpec spec, TrainingObserver observer) {
        return trained(spec, observer, TrainingControl.NONE);
    }

    private static Network trained(RunSpec spec, TrainingObserver observer, TrainingControl control) {
        Trainer trainer =
                new Trainer(spec.network(), spec.training(), spec.dataset().generate(), spec.seed(), observer, control);
        trainer.train();
        return trainer.network();
    }

    private static List<EpochRecord> recorded(RunSpec spec, Map<String, float[]> weights) {
        List<EpochRecord> epochs = new ArrayList<>();
        Recorder recorder = new Recorder(spec.recording(), spec.training(), epochs::add);
        weights.putAll(weights(trained(spec, recorder)));
        return epochs;
    }

    private static Map<String, float[]> weights(Network network) {
        Map<String, float[]> weights = new LinkedHashMap<>();
        for (Layer layer : network.layers()) {
            if (layer.kernel() != null) {
                weights.put(layer.name() + " kernel", layer.kernel().data);
            }
            layer.vectors().forEach((name, values) -> weights.put(layer.name() + " " + name, values));
        }
        return weights;
    }

    /** Watches nothing, so that nothing but steps passes through the network. */
    private static final TrainingObserver UNWATCHED = new TrainingObserver() {
        @Override
        public boolean observes(int epoch) {
            return false;
        }

        @Override
        public void observed(Observation observation) {}
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'sample': 'first_batch'",
                "'sample': 'full'",
                "'sample': 'first_batch', 'every': 4",
                "'sample': 'full', 'every': 100"
            })
    void leavesNoTraceInTheTraining(String recording) {
        Map<String, float[]> watched = new LinkedHashMap<>();
        recorded(spec(EVERY_LAYER, "", recording), watched);
        assertSame(watched, weights(trained(spec(EVERY_LAYER, "", ""), UNWATCHED)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leavesNoTraceWhereTrainingStopsEarly(boolean restore) {
        String stopping = ", 'early_stopping': {'monitor': 'loss', 'min_delta': 1, 'patience': 3,"
                + " 'restore_best_weights': " + restore + "}";
        Map<String, float[]> watched = new LinkedHashMap<>();
        List<EpochRecord> epochs = recorded(spec(EVERY_LAYER, stopping, "'sample': 'full'"), watched);
        assertThat(epochs).hasSize(5);
        assertSame(watched, weights(trained(spec(EVERY_LAYER, stopping, ""), UNWATCHED)));
        int kept = restore ? 1 : 4;
        Map<String, float[]> direct = new LinkedHashMap<>();
        TrainingObserver atKept = new TrainingObserver() {
            @Override
            public boolean observes(int epoch) {
                return epoch == kept;
            }

            @Override
            public void observed(Observation observation) {
                weights(observation.network()).forEach((name, values) -> direct.put(name, values.clone()));
            }
        };
        trained(spec(EVERY_LAYER, "", ""), atKept, () -> !direct.isEmpty());
        assertSame(watched, direct);
    }

    private static void assertSame(Map<String, float[]> actual, Map<String, float[]> expected) {
        assertThat(actual.keySet()).containsExactlyElementsOf(expected.keySet());
        actual.forEach((name, values) -> assertThat(values).as(name).containsExactly(expected.get(name)));
    }

    @Test
    void evaluatesWithoutChance() {
        String layers = "[{'units': 6, 'activation': 'relu', 'dropout': 0.5}, {'units': 1}]";
        RunSpec spec = spec(layers, "", "");
        String json = SpecWriter.write(spec).toString();
        RunSpec frozen = SpecReader.read(
                new JsonMapper().readTree(json.replaceAll("\"learning_rate\":[^,]*", "\"learning_rate\":1e-30")),
                RunSpec.class);
        List<EpochRecord> epochs = recorded(frozen, new LinkedHashMap<>());
        assertThat(epochs)
                .extracting(EpochRecord::metrics)
                .allMatch(epochs.get(0).metrics()::equals);
        assertThat(epochs.get(0).tensors()).isNotEqualTo(epochs.get(1).tensors());
    }

    @Test
    void beginsWithTheKernelsOfThePlainNetwork() {
        assertThat(kernelsOfEpoch0(EVERY_LAYER)).isEqualTo(kernelsOfEpoch0(PLAIN));
    }

    private static List<Statistics> kernelsOfEpoch0(String layers) {
        return recorded(spec(layers, "", ""), new LinkedHashMap<>()).get(0).tensors().stream()
                .filter(tensor -> tensor.tensor() == Tensor.KERNEL)
                .map(TensorRecord::statistics)
                .toList();
    }

    @Test
    void measuresKernelsWhereThereAreAnyAndSignalsEverywhere() {
        RunSpec spec = spec(EVERY_LAYER, "", "");
        List<TensorRecord> tensors =
                recorded(spec, new LinkedHashMap<>()).get(3).tensors();
        assertThat(layers(tensors, Tensor.KERNEL))
                .containsExactly("layer_2", "layer_4", "output")
                .isEqualTo(spec.outline().layerNames(Tensor.KERNEL));
        assertThat(layers(tensors, Tensor.KERNEL_GRADIENT))
                .isEqualTo(spec.outline().layerNames(Tensor.KERNEL_GRADIENT));
        assertThat(layers(tensors, Tensor.ACTIVATION))
                .containsExactly("layer_1", "layer_2", "drop", "layer_4", "norm", "output")
                .isEqualTo(spec.outline().layerNames());
        assertThat(layers(tensors, Tensor.PRE_ACTIVATION_GRADIENT))
                .isEqualTo(spec.outline().layerNames());
        assertThat(tensors)
                .allSatisfy(tensor -> assertThat(tensor.statistics().rms()).isPositive());
    }

    private static List<String> layers(List<TensorRecord> tensors, Tensor tensor) {
        return tensors.stream()
                .filter(record -> record.tensor() == tensor)
                .map(TensorRecord::layer)
                .toList();
    }

    @Test
    void dropoutOfNothingIsTheSameAsNone() {
        Stream<String> layers = Stream.of(
                PLAIN.replace("'relu'", "'relu', 'dropout': 0.0"),
                PLAIN.replaceFirst("}, \\{", "}, {'type': 'dropout', 'rate': 0}, {"));
        List<Map<String, Double>> plain = recorded(spec(PLAIN, "", ""), new LinkedHashMap<>()).stream()
                .map(EpochRecord::metrics)
                .toList();
        assertThat(layers)
                .allSatisfy(with -> assertThat(recorded(spec(with, "", ""), new LinkedHashMap<>()))
                        .extracting(EpochRecord::metrics)
                        .isEqualTo(plain));
    }
}
