package dev.backflow.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.backflow.engine.Network;
import dev.backflow.engine.layers.Layer;
import dev.backflow.runs.RunSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** NaN and ±∞ let loose in every kind of network: how many elements of each tensor are not finite. */
class NonFiniteTest {

    static Stream<Arguments> networksSamplesAndPoisons() {
        return WatchedTraining.networksAndSamples()
                .flatMap(arguments -> Stream.of(Float.NaN, Float.POSITIVE_INFINITY)
                        .map(poison ->
                                Arguments.of(arguments.get()[0], arguments.get()[1], poison)));
    }

    /** One element of the first kernel. */
    private static void poison(Network network, float poison) {
        Layer first = network.layers().stream()
                .filter(layer -> layer.kernel() != null)
                .findFirst()
                .orElseThrow();
        first.kernel().data[1] = poison;
    }

    /** The elements that a layer holds of each tensor but the updates, by {@code layer tensor}. */
    private static Map<String, float[]> held(Network network) {
        Map<String, float[]> held = new LinkedHashMap<>();
        for (Layer layer : network.layers()) {
            if (layer.kernel() != null) {
                put(
                        held,
                        layer,
                        Tensor.KERNEL,
                        layer.kernel().data,
                        layer.kernel().getNumElements());
                float[] gradient = layer.kernelGradient().data;
                put(
                        held,
                        layer,
                        Tensor.KERNEL_GRADIENT,
                        gradient,
                        layer.kernel().getNumElements());
            }
            if (layer.bias() != null) {
                put(held, layer, Tensor.BIAS, layer.bias(), layer.bias().length);
                put(held, layer, Tensor.BIAS_GRADIENT, layer.biasGradient(), layer.bias().length);
            }
            int signals = layer.output().getNumElements();
            put(held, layer, Tensor.PRE_ACTIVATION, layer.preActivation().data, signals);
            put(held, layer, Tensor.ACTIVATION, layer.output().data, signals);
            put(held, layer, Tensor.PRE_ACTIVATION_GRADIENT, layer.preActivationGradient().data, signals);
        }
        return held;
    }

    private static void put(Map<String, float[]> held, Layer layer, Tensor tensor, float[] data, int length) {
        held.put(layer.name() + " " + tensor, Arrays.copyOf(data, length));
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("networksSamplesAndPoisons")
    void elementsAreCountedAndLeftOutOfAllOtherStatistics(String name, String sample, float poison) {
        RunSpec spec = WatchedTraining.spec(name, "'sample': '" + sample + "'");
        List<Map<String, float[]>> held = new ArrayList<>();
        WatchedTraining watched =
                WatchedTraining.of(spec, network -> poison(network, poison), network -> held.add(held(network)));
        for (int i = 0; i < watched.epochs().size(); i++) {
            for (TensorRecord record : watched.epochs().get(i).tensors()) {
                float[] elements = held.get(i).get(record.layer() + " " + record.tensor());
                if (elements != null) {
                    assertCounted(name + " " + record, record.statistics(), elements);
                }
            }
        }
        assertThat(held.get(0).values()).anyMatch(elements -> finite(elements).count() < elements.length);
    }

    private static void assertCounted(String where, Statistics statistics, float[] elements) {
        double[] finite = finite(elements).toArray();
        assertThat(statistics.elements()).as(where).isEqualTo(elements.length);
        assertThat(statistics.nonFinite()).as(where).isEqualTo(elements.length - finite.length);
        if (finite.length == 0) {
            assertThat(List.of(statistics.mean(), statistics.min(), statistics.std()))
                    .as(where)
                    .containsOnly(Double.NaN);
        } else {
            double mean = Arrays.stream(finite).sum() / finite.length;
            assertThat(statistics.mean()).as(where).isCloseTo(mean, within(1e-6 * (1 + Math.abs(mean))));
            assertThat(statistics.max())
                    .as(where)
                    .isEqualTo(Arrays.stream(finite).max().orElseThrow());
        }
    }

    private static DoubleStream finite(float[] elements) {
        return IntStream.range(0, elements.length).mapToDouble(i -> elements[i]).filter(Double::isFinite);
    }

    /** Where they spread to follows from the definitions of the layers. */
    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("networksSamplesAndPoisons")
    void theySpreadForwardAsInAnIndependentComputation(String name, String sample, float poison) {
        RunSpec spec = WatchedTraining.spec(name, "'sample': '" + sample + "'");
        WatchedTraining watched = WatchedTraining.of(spec, network -> poison(network, poison), network -> {});
        DoubleNetwork network = watched.again(0);
        network.loss();
        for (TensorRecord record : watched.epochs().get(0).tensors()) {
            int layer = spec.outline().layerNames().indexOf(record.layer());
            double[] expected = record.tensor() == Tensor.PRE_ACTIVATION
                    ? network.z[layer]
                    : record.tensor() == Tensor.ACTIVATION ? network.a[layer] : null;
            if (expected != null) {
                assertThat(record.statistics().nonFinite())
                        .as(name + " " + record)
                        .isEqualTo(Arrays.stream(expected)
                                .filter(x -> !Double.isFinite(x))
                                .count());
            }
        }
    }

    /** tanh(±∞) is ±1 with slope 0: one unit's z is lost on every example, and nothing else. */
    @Test
    void anInfiniteWeightBeforeTanhCostsOneUnit() {
        RunSpec spec = WatchedTraining.spec("plain", "'sample': 'full'");
        WatchedTraining watched =
                WatchedTraining.of(spec, network -> poison(network, Float.POSITIVE_INFINITY), network -> {});
        Map<String, Long> lost = new LinkedHashMap<>();
        watched.epochs().get(0).tensors().stream()
                .filter(record -> record.statistics().nonFinite() > 0)
                .forEach(record -> lost.put(
                        record.layer() + " " + record.tensor(),
                        record.statistics().nonFinite()));
        assertThat(lost).isEqualTo(Map.of("layer_1_1 KERNEL", 1L, "layer_1_1 PRE_ACTIVATION", 40L));
    }
}
