package dev.backflow.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.engine.Observation;
import dev.backflow.engine.Trainer;
import dev.backflow.engine.TrainingObserver;
import dev.backflow.engine.layers.DenseLayer;
import dev.backflow.runs.RunSpec;
import dev.backflow.spec.SpecReader;
import dev.backflow.spec.Vocabulary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class SlopeRecordTest {

    /** Where |φ′(z)| is below 1 % of its largest, solved by hand. */
    private static final Map<String, DoublePredicate> SATURATED = Map.ofEntries(
            Map.entry("'sigmoid'", z -> Math.abs(z) > 2 * 2.993222846126381), // a(1 − a) = 1/400
            Map.entry("'tanh'", z -> Math.abs(z) > 2.993222846126381), // artanh √0.99
            Map.entry("'relu'", z -> z <= 0),
            Map.entry("{'type': 'relu', 'max_value': 2, 'threshold': 1}", z -> z <= 1 || z >= 2),
            Map.entry("'relu6'", z -> z <= 0 || z >= 6),
            Map.entry("'leaky_relu'", z -> false),
            Map.entry("{'type': 'leaky_relu', 'negative_slope': 0.005}", z -> z <= 0),
            Map.entry("'elu'", z -> z < Math.log(0.01)),
            Map.entry("'softplus'", z -> z < -Math.log(99)),
            Map.entry("'log_sigmoid'", z -> z > Math.log(99)),
            Map.entry("'softsign'", z -> Math.abs(z) > 9),
            Map.entry("'hard_sigmoid'", z -> Math.abs(z) >= 3),
            Map.entry("'hard_tanh'", z -> Math.abs(z) > 1),
            Map.entry("'soft_shrink'", z -> Math.abs(z) <= 0.5),
            Map.entry("'tanh_shrink'", z -> Math.abs(z) < 0.10033534773107562)); // artanh 0.1

    /** The slopes of the first layer of an untrained network, and its z, units × examples. */
    private record Measured(List<SlopeRecord> slopes, FMatrixRMaj z) {

        static Measured of(String layers, String weights) {
            return of(layers, weights, "{'type': 'circles', 'samples': 100, 'noise': 0.3}", 80);
        }

        static Measured of(String layers, String weights, String dataset, int examples) {
            String json = """
                    {'dataset': %s,
                     'network': {'layers': [%s, {'units': 2, 'activation': 'softmax'}, {'units': 1}] %s},
                     'training': {'loss': 'mse', 'epochs': 0, 'batch_size': %d}, 'seed': 4}
                    """.formatted(dataset, layers, weights, examples);
            RunSpec spec = SpecReader.read(new JsonMapper().readTree(json.replace('\'', '"')), RunSpec.class);
            List<Measured> measured = new ArrayList<>();
            TrainingObserver observer = new TrainingObserver() {
                @Override
                public boolean observes(int epoch) {
                    return true;
                }

                @Override
                public void observed(Observation observation) {
                    FMatrixRMaj z = ((DenseLayer) observation.network().layers().get(0)).preActivation();
                    measured.add(
                            new Measured(SlopeRecord.of(observation.network().layers()), z.copy()));
                }
            };
            new Trainer(spec.network(), spec.training(), spec.dataset().generate(), spec.seed(), observer).train();
            return measured.get(0);
        }

        static Measured wide(String activation) {
            return of(
                    "{'name': 'first', 'units': 60, 'activation': " + activation
                            + ", 'kernel_initializer': {'type': 'random_normal', 'stddev': 6},"
                            + " 'bias_initializer': {'type': 'random_normal', 'stddev': 6}}",
                    "");
        }

        /** One unit with z just inside of limits on so many examples, and just outside on the others. */
        static Measured inside(String activation, int examples, int active, double least, double most) {
            String outside = Double.toString(least - 0.001);
            String inside = Double.toString(Double.isInfinite(most) ? least + 0.001 : most - 0.001);
            String features = IntStream.range(0, examples)
                    .mapToObj(
                            i -> "[" + (i < active ? inside : i % 2 == 0 || most > 1e9 ? outside : most + 0.001) + "]")
                    .collect(Collectors.joining(", "));
            String targets = features.replaceAll("\\[[^]]*]", "[0]");
            String data = "{'type': 'inline', 'features': [%s], 'targets': [%s]}".formatted(features, targets);
            return of(
                    "{'name': 'first', 'units': 1, 'activation': '" + activation + "'}",
                    ", 'initial_weights': [{'kernel': [[1]], 'bias': [0]}, {'kernel': [[1, 1]], 'bias': [0, 0]},"
                            + " {'kernel': [[1], [1]], 'bias': [0]}]",
                    data,
                    examples);
        }

        SlopeRecord first() {
            assertThat(slopes).hasSize(1).extracting(SlopeRecord::layer).containsExactly("first");
            return slopes.get(0);
        }
    }

    static Stream<String> solved() {
        return SATURATED.keySet().stream();
    }

    static Stream<String> activations() {
        return Vocabulary.members(dev.backflow.engine.activations.Activation.class).keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("solved")
    void saturationIsTheShareOfTheSampleWhereTheSlopeIsSmall(String activation) {
        Measured measured = Measured.wide(activation);
        int flat = 0;
        for (int i = 0; i < measured.z.getNumElements(); i++) {
            flat += SATURATED.get(activation).test(measured.z.data[i]) ? 1 : 0;
        }
        assertThat(measured.first().saturation()).isEqualTo((double) flat / measured.z.getNumElements());
        assertThat(flat > 0).isEqualTo(!activation.equals("'leaky_relu'"));
    }

    @Test
    void deadUnitsLetNothingThroughOnAnyExample() {
        Measured measured = Measured.wide("'relu'");
        int dead = 0;
        for (int unit = 0; unit < measured.z.numRows; unit++) {
            boolean alive = false;
            for (int example = 0; example < measured.z.numCols; example++) {
                alive |= measured.z.get(unit, example) > 0;
            }
            dead += alive ? 0 : 1;
        }
        assertThat(dead).isPositive();
        assertThat(measured.first().deadUnits()).isEqualTo(dead / 60.0);
        assertThat(Measured.wide("'leaky_relu'").first().deadUnits()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"relu, 0, Infinity", "tanh, -9.4999, 9.4999", "sigmoid, -23, 16.99999"})
    void inactiveUnitsAreWithinThePublishedLimitsOnLessThanAHundredth(String activation, double least, double most) {
        Set<Integer> seen = new HashSet<>();
        for (int examples : List.of(100, 101, 300)) {
            for (int active = 0; active < 5; active++) {
                Measured measured = Measured.inside(activation, examples, active, least, most);
                boolean inactive = active < examples / 100.0;
                assertThat(measured.first().inactiveUnits()).isEqualTo(inactive ? 1 : 0);
                seen.add(inactive ? active : -1);
            }
        }
        assertThat(seen).containsExactlyInAnyOrder(0, 1, 2, -1);
        assertThat(Measured.wide("'softsign'").first().inactiveUnits()).isNaN();
    }

    @ParameterizedTest
    @MethodSource("activations")
    void everyActivationHasSharesOrAGap(String activation) {
        String type = activation.equals("threshold")
                ? "{'type': 'threshold', 'threshold': 0, 'default_value': 0}"
                : "'" + activation + "'";
        List<SlopeRecord> slopes = Measured.wide(type).slopes;
        if (List.of("linear", "softmax", "log_softmax").contains(activation)) {
            assertThat(slopes).isEmpty();
            return;
        }
        SlopeRecord first = Measured.wide(type).first();
        assertThat(first.deadUnits()).isBetween(0.0, 1.0);
        if (activation.equals("exponential")) {
            assertThat(first.saturation()).isNaN();
        } else {
            assertThat(first.saturation()).isBetween(0.0, 1.0);
        }
    }

    @Test
    void onlyFinitePreActivationsCount() {
        String weights = ", 'initial_weights': [{'kernel': [[0, 0, 3e38], [0, 0, 3e38]], 'bias': [1, -1, 3e38]},"
                + " {'kernel': [[1, 1], [1, 1], [1, 1]], 'bias': [0, 0]}, {'kernel': [[1], [1]], 'bias': [0]}]";
        Measured measured = Measured.of("{'name': 'first', 'units': 3, 'activation': 'relu'}", weights);
        int finite = 0;
        int flat = 0;
        for (float z : java.util.Arrays.copyOf(measured.z.data, measured.z.getNumElements())) {
            finite += Float.isFinite(z) ? 1 : 0;
            flat += Float.isFinite(z) && z <= 0 ? 1 : 0;
        }
        assertThat(finite).isBetween(161, 239);
        assertThat(measured.first().saturation()).isEqualTo((double) flat / finite);
        assertThat(measured.first().deadUnits()).isEqualTo(1 / 3.0);
        assertThat(measured.first().inactiveUnits()).isEqualTo(1 / 3.0);
    }

    @Test
    void whereNoPreActivationIsFiniteThereIsNoNumber() {
        String weights = ", 'initial_weights': [{'kernel': [[0], [0]], 'bias': [3e38]}, {'kernel': [[9]], 'bias': [0]},"
                + " {'kernel': [[1, 1]], 'bias': [0, 0]}, {'kernel': [[1], [1]], 'bias': [0]}]";
        String layers = "{'units': 1}, {'name': 'first', 'units': 1, 'activation': 'relu'}";
        SlopeRecord overflown = Measured.of(layers, weights).first();
        assertThat(overflown.saturation()).isNaN();
        assertThat(overflown.deadUnits()).isNaN();
        assertThat(overflown.inactiveUnits()).isNaN();
    }
}
