package dev.backflow.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.backflow.engine.Evaluation;
import dev.backflow.engine.Examples;
import dev.backflow.engine.Layer;
import dev.backflow.engine.Masks;
import dev.backflow.engine.Network;
import dev.backflow.engine.Trainer;
import dev.backflow.engine.TrainingListener;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.SpecReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Every tensor in every kind of layer against {@link DoubleNetwork}. */
class TensorTest {

    private static final String TENSORS = "'kernel', 'bias', 'kernel_gradient', 'bias_gradient', 'pre_activation',"
            + " 'activation', 'pre_activation_gradient', 'kernel_update'";
    private static final String OUTPUT = ", {'units': 1, 'activation': 'sigmoid'}]";

    /** Networks by name; every kind of layer stands below, between and above others. */
    private static final Map<String, String> NETWORKS = Map.of(
            "plain", "[{'units': 5, 'activation': 'tanh', 'repeat': 2}, {'units': 4, 'activation': 'relu'}" + OUTPUT,
            "without bias", "[{'units': 5, 'activation': 'tanh', 'use_bias': false}" + OUTPUT,
            "penalties",
                    "[{'units': 5, 'activation': 'tanh', 'kernel_regularizer': {'type': 'l2', 'l2': 0.2},"
                            + " 'activity_regularizer': {'type': 'l2', 'l2': 0.3}}" + OUTPUT,
            "dropout", "[{'units': 6, 'activation': 'tanh', 'dropout': 0.4}, {'type': 'dropout', 'rate': 0.3}" + OUTPUT,
            "residual", "[{'units': 4}, {'units': 4, 'activation': 'tanh', 'residual': true, 'repeat': 2}" + OUTPUT,
            "batch normalization",
                    "['batch_normalization', {'units': 5, 'activation': 'tanh', 'normalization': 'batch_normalization'}"
                            + OUTPUT,
            "layer normalization",
                    "[{'units': 5, 'activation': 'sigmoid', 'normalization': 'layer_normalization'},"
                            + " 'layer_normalization'" + OUTPUT,
            "all together",
                    "['layer_normalization', {'units': 4, 'activation': 'tanh', 'normalization': 'batch_normalization',"
                            + " 'dropout': 0.2}, {'type': 'dropout', 'rate': 0.2}, {'units': 4, 'activation': 'tanh',"
                            + " 'normalization': 'layer_normalization', 'dropout': 0.3, 'residual': true},"
                            + " 'batch_normalization'" + OUTPUT);

    static Stream<Arguments> networksAndSamples() {
        return NETWORKS.keySet().stream()
                .sorted()
                .flatMap(name -> Stream.of("first_batch", "full").map(sample -> Arguments.of(name, sample)));
    }

    private static RunSpec spec(String network, String recording) {
        String spec = """
                {'dataset': {'type': 'circles', 'samples': 40, 'noise': 0.1, 'seed': 3},
                 'network': {'layers': %s},
                 'training': {'loss': 'mse', 'optimizer': {'type': 'sgd', 'learning_rate': 0.3}, 'epochs': 5,
                              'batch_size': 12, 'shuffle': false},
                 'recording': {'tensors': [%s], %s}, 'seed': 5}
                """.formatted(network, TENSORS, recording);
        return SpecReader.read(new JsonMapper().readTree(spec.replace('\'', '"')), RunSpec.class);
    }

    /** A recording, and the weights at each of its epochs. */
    private record Watched(List<EpochRecord> epochs, List<List<Map<String, double[]>>> weights) {

        static Watched training(RunSpec spec) {
            Watched watched = new Watched(new ArrayList<>(), new ArrayList<>());
            Recorder recorder = new Recorder(spec.recording(), spec.training(), watched.epochs::add, () -> false);
            new Trainer(
                            spec.network(),
                            spec.training(),
                            spec.dataset().generate(),
                            spec.seed(),
                            watched.listening(recorder))
                    .train();
            return watched;
        }

        private TrainingListener listening(Recorder recorder) {
            return new TrainingListener() {
                @Override
                public boolean observes(int epoch) {
                    return recorder.observes(epoch);
                }

                @Override
                public Sample sample() {
                    return recorder.sample();
                }

                @Override
                public void observed(int epoch, Network network, Evaluation training, Evaluation validation) {
                    recorder.observed(epoch, network, training, validation);
                    weights.add(network.layers().stream().map(Watched::weights).toList());
                }

                @Override
                public boolean stopped() {
                    return false;
                }
            };
        }

        private static Map<String, double[]> weights(Layer layer) {
            Map<String, double[]> weights = new LinkedHashMap<>();
            if (layer.kernel() != null) {
                weights.put("kernel", doubles(layer.kernel().data));
            }
            layer.vectors().forEach((name, vector) -> weights.put(name, doubles(vector)));
            return weights;
        }

        private static double[] doubles(float[] values) {
            return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("networksAndSamples")
    void has_the_statistics_of_an_independent_computation(String name, String sample) {
        RunSpec spec = spec(NETWORKS.get(name), "'sample': '" + sample + "', 'every': 2");
        Watched watched = Watched.training(spec);
        assertThat(watched.epochs).extracting(EpochRecord::epoch).containsExactly(0, 2, 4, 5);
        for (int i = 0; i < watched.epochs.size(); i++) {
            EpochRecord epoch = watched.epochs.get(i);
            DoubleNetwork network = network(spec, sample, epoch.epoch(), watched.weights.get(i));
            network.loss();
            List<Map<String, double[]>> before = i == 0 ? null : watched.weights.get(i - 1);
            for (TensorRecord record : epoch.tensors()) {
                int layer = spec.layerNames().indexOf(record.layer());
                double[] expected = switch (record.tensor()) {
                    case KERNEL -> watched.weights.get(i).get(layer).get("kernel");
                    case BIAS -> watched.weights.get(i).get(layer).get("bias");
                    case KERNEL_GRADIENT -> network.slopes(layer, "kernel");
                    case BIAS_GRADIENT -> network.slopes(layer, "bias");
                    case PRE_ACTIVATION -> network.z[layer].clone();
                    case ACTIVATION -> network.a[layer].clone();
                    case PRE_ACTIVATION_GRADIENT -> network.slopesOfPreActivation(layer);
                    case KERNEL_UPDATE -> change(watched.weights.get(i), before, layer);
                };
                assertAgree(epoch.epoch() + " " + record, record.statistics(), expected);
                network.loss();
            }
        }
    }

    private static double[] change(List<Map<String, double[]>> now, List<Map<String, double[]>> before, int layer) {
        double[] kernel = now.get(layer).get("kernel");
        return before == null
                ? new double[0]
                : IntStream.range(0, kernel.length)
                        .mapToDouble(i -> kernel[i] - before.get(layer).get("kernel")[i])
                        .toArray();
    }

    private static DoubleNetwork network(RunSpec spec, String sample, int epoch, List<Map<String, double[]>> weights) {
        Examples examples = spec.dataset().generate();
        int count = sample.equals("full") ? examples.size() : spec.training().batchSize();
        int step = sample.equals("full") ? Masks.NO_STEP : 0;
        return new DoubleNetwork(
                spec.network().expanded(),
                weights,
                columns(examples.features(), count),
                columns(examples.targets(), count),
                count,
                spec.seed(),
                epoch,
                step);
    }

    private static double[] columns(FMatrixRMaj rows, int examples) {
        double[] columns = new double[rows.numCols * examples];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = rows.get(i % examples, i / examples);
        }
        return columns;
    }

    private static void assertAgree(String where, Statistics actual, double[] expected) {
        assertThat(actual.elements()).as(where).isEqualTo(expected.length);
        assertThat(actual.nonFinite()).as(where).isZero();
        if (expected.length == 0) {
            assertThat(actual.mean()).as(where).isNaN();
            return;
        }
        double n = expected.length;
        double mean = Arrays.stream(expected).sum() / n;
        double rms = Math.sqrt(Arrays.stream(expected).map(x -> x * x).sum() / n);
        double std = Math.sqrt(
                Arrays.stream(expected).map(x -> (x - mean) * (x - mean)).sum() / n);
        double tolerance = 1e-7 + 2e-5 * rms;
        assertThat(actual.mean()).as(where).isCloseTo(mean, within(tolerance));
        assertThat(actual.std()).as(where).isCloseTo(std, within(tolerance));
        assertThat(actual.rms()).as(where).isCloseTo(rms, within(tolerance));
        assertThat(actual.l2()).as(where).isCloseTo(rms * Math.sqrt(n), within(tolerance * Math.sqrt(n)));
        assertThat(actual.min())
                .as(where)
                .isCloseTo(Arrays.stream(expected).min().orElseThrow(), within(1e-7 + 1e-4 * rms));
        assertThat(actual.max())
                .as(where)
                .isCloseTo(Arrays.stream(expected).max().orElseThrow(), within(1e-7 + 1e-4 * rms));
        assertThat(actual.meanAbs())
                .as(where)
                .isCloseTo(Arrays.stream(expected).map(Math::abs).sum() / n, within(tolerance));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("networksAndSamples")
    void is_recorded_in_the_layers_that_the_spec_says_have_it(String name, String sample) {
        RunSpec spec = spec(NETWORKS.get(name), "'sample': '" + sample + "'");
        Watched watched = Watched.training(spec);
        for (Tensor tensor : Tensor.values()) {
            assertThat(watched.epochs)
                    .allSatisfy(epoch -> assertThat(epoch.tensors())
                            .filteredOn(record -> record.tensor() == tensor)
                            .extracting(TensorRecord::layer)
                            .containsExactlyElementsOf(spec.layerNames(tensor)));
        }
    }

    @Test
    void updates_that_are_no_numbers_are_counted() {
        RunSpec spec = spec(
                "[{'units': 3, 'activation': 'exponential', 'kernel_initializer': {'type': 'constant', 'value': 500}},"
                        + " {'units': 1}]",
                "'every': 1");
        List<EpochRecord> epochs = Watched.training(spec).epochs;
        Statistics first = statistics(epochs.get(0), Tensor.KERNEL_UPDATE);
        assertThat(List.of(first.elements(), first.nonFinite())).containsExactly(0L, 0L);
        Statistics second = statistics(epochs.get(1), Tensor.KERNEL_UPDATE);
        assertThat(second.elements()).isEqualTo(6);
        assertThat(second.nonFinite())
                .isPositive()
                .isEqualTo(statistics(epochs.get(1), Tensor.KERNEL).nonFinite());
    }

    private static Statistics statistics(EpochRecord epoch, Tensor tensor) {
        return epoch.tensors().stream()
                .filter(record -> record.tensor() == tensor)
                .findFirst()
                .orElseThrow()
                .statistics();
    }
}
