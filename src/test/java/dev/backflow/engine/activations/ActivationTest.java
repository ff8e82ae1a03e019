package dev.backflow.engine.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.backflow.engine.Families;
import dev.backflow.engine.KerasNumbers;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ActivationTest {

    private static final double ABSOLUTE = 1e-6;
    private static final double RELATIVE = 1e-5;

    static Stream<JsonNode> cases() {
        return KerasNumbers.cases("activations");
    }

    static Stream<Activation> all() {
        return Families.activations();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hasTheValuesAndSlopesOfKerasAndItsLimitsAtInfinity(JsonNode given) {
        Activation activation = KerasNumbers.activation(given.get("activation"));
        FMatrixRMaj z = KerasNumbers.columns(given.get("z"));
        FMatrixRMaj a = new FMatrixRMaj(z.numRows, z.numCols);
        FMatrixRMaj gradient = KerasNumbers.columns(given.get("gradient"));

        activation.forward(z, a);
        activation.backward(z, a, gradient);

        KerasNumbers.assertClose(given.get("value"), a, ABSOLUTE, RELATIVE);
        KerasNumbers.assertClose(given.get("back"), gradient, ABSOLUTE, RELATIVE);
    }

    @ParameterizedTest
    @MethodSource("all")
    void isComparedWithKeras(Activation activation) {
        assertThat(cases().map(given -> KerasNumbers.activation(given.get("activation"))))
                .hasAtLeastOneElementOfType(activation.getClass());
    }

    static Stream<ElementwiseActivation> elementwise() {
        Stream<ElementwiseActivation> unusual = Stream.of(
                new ElementwiseActivation.Relu(3, null, 0),
                new ElementwiseActivation.Relu(0.5, 2.0, 1),
                new ElementwiseActivation.Relu(0.5, 1.0, 1),
                new ElementwiseActivation.Relu(0, 0.0, 0),
                new Rectifier.LeakyRelu(2.5),
                new Rectifier.Elu(-3),
                new Rectifier.Celu(0.1),
                new Rectifier.Squareplus(0),
                new Gated.Gelu(true));
        return Stream.concat(
                all().filter(ElementwiseActivation.class::isInstance).map(ElementwiseActivation.class::cast), unusual);
    }

    @ParameterizedTest
    @MethodSource("elementwise")
    void isNowhereSteeperThanItSaysAndSomewhereAsSteep(ElementwiseActivation activation) {
        double steepest = DoubleStream.concat(
                        IntStream.rangeClosed(-80_000, 80_000).mapToDouble(i -> i / 1000.0), DoubleStream.of(-1e4, 1e4))
                .mapToObj(z -> (float) z)
                .mapToDouble(z -> Math.abs(activation.slope(z, activation.value(z))))
                .max()
                .orElseThrow();
        if (activation instanceof ElementwiseActivation.Exponential) {
            assertThat(activation.steepest()).isInfinite();
            assertThat(steepest).isGreaterThan(1e30);
        } else {
            assertThat(activation.steepest()).isCloseTo(steepest, withinPercentage(0.03));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void keepsNan(Activation activation) {
        FMatrixRMaj z = new FMatrixRMaj(4, 1);
        Arrays.fill(z.data, Float.NaN);
        FMatrixRMaj a = new FMatrixRMaj(4, 1);

        activation.forward(z, a);

        assertThat(a.data).containsOnly(Float.NaN);
    }
}
