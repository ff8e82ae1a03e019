package dev.backflow.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.backflow.runs.RunSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every tensor in every kind of layer against {@link DoubleNetwork}. */
class TensorTest {

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("dev.backflow.recording.WatchedTraining#networksAndSamples")
    void hasTheStatisticsOfAnIndependentComputation(String name, String sample) {
        RunSpec spec = WatchedTraining.spec(name, "'sample': '" + sample + "', 'every': 2");
        WatchedTraining watched = WatchedTraining.of(spec);
        assertThat(watched.epochs()).extracting(EpochRecord::epoch).containsExactly(0, 2, 4, 5);
        for (int i = 0; i < watched.epochs().size(); i++) {
            EpochRecord epoch = watched.epochs().get(i);
            DoubleNetwork network = watched.again(i);
            network.loss();
            List<Map<String, double[]>> before =
                    i == 0 ? null : watched.weights().get(i - 1);
            for (TensorRecord record : epoch.tensors()) {
                int layer = spec.outline().layerNames().indexOf(record.layer());
                double[] expected = switch (record.tensor()) {
                    case KERNEL -> watched.weights().get(i).get(layer).get("kernel");
                    case BIAS -> watched.weights().get(i).get(layer).get("bias");
                    case KERNEL_GRADIENT -> network.slopes(layer, "kernel");
                    case BIAS_GRADIENT -> network.slopes(layer, "bias");
                    case PRE_ACTIVATION -> network.z[layer].clone();
                    case ACTIVATION -> network.a[layer].clone();
                    case PRE_ACTIVATION_GRADIENT -> network.slopesOfPreActivation(layer);
                    case KERNEL_UPDATE -> change(watched.weights().get(i), before, layer);
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
    @MethodSource("dev.backflow.recording.WatchedTraining#networksAndSamples")
    void isRecordedInTheLayersThatTheSpecSaysHaveIt(String name, String sample) {
        RunSpec spec = WatchedTraining.spec(name, "'sample': '" + sample + "'");
        WatchedTraining watched = WatchedTraining.of(spec);
        for (Tensor tensor : Tensor.values()) {
            assertThat(watched.epochs())
                    .allSatisfy(epoch -> assertThat(epoch.tensors())
                            .filteredOn(record -> record.tensor() == tensor)
                            .extracting(TensorRecord::layer)
                            .containsExactlyElementsOf(spec.outline().layerNames(tensor)));
        }
    }

    @Test
    void updatesThatAreNoNumbersAreCounted() {
        RunSpec spec = WatchedTraining.specOf(
                "[{'units': 3, 'activation': 'exponential', 'kernel_initializer': {'type': 'constant', 'value': 500}},"
                        + " {'units': 1}]",
                "'every': 1");
        List<EpochRecord> epochs = WatchedTraining.of(spec).epochs();
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
