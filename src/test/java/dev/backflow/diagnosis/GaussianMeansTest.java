package dev.backflow.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.backflow.engine.activations.ElementwiseActivation;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Integrals over normal pre-activations against what is known in closed form. */
class GaussianMeansTest {

    /** φ′ jumps at a node of the integration or beside it. */
    private static final double JUMP = 0.009;

    static Stream<Arguments> meansAndDeviations() {
        return Stream.of(-3.0, 0.0, 0.5, 4.0)
                .flatMap(mean -> Stream.of(0.05, 0.3, 1.0, 5.0).map(deviation -> Arguments.of(mean, deviation)));
    }

    private static double density(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    /** Φ by Simpson's rule. */
    private static double below(double x) {
        double from = -12;
        if (x <= from) {
            return 0;
        }
        int steps = 20_000;
        double h = (Math.min(x, 12) - from) / steps;
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            sum += density(from + i * h) * (i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2);
        }
        return sum * h / 3;
    }

    @ParameterizedTest
    @MethodSource("meansAndDeviations")
    void ofRelu(double mean, double deviation) {
        GaussianMeans means = GaussianMeans.of(new ElementwiseActivation.Relu(0, null, 0), mean, deviation * deviation);
        double positive = below(mean / deviation);
        double edge = deviation * density(mean / deviation);
        assertThat(means.value()).isCloseTo(mean * positive + edge, within(1e-3 * (1 + deviation)));
        assertThat(means.square())
                .isCloseTo(
                        (mean * mean + deviation * deviation) * positive + mean * edge,
                        within(1e-3 * (1 + deviation * deviation)));
        assertThat(means.slopeSquare()).isCloseTo(positive, within(JUMP));
        assertThat(means.flat()).isCloseTo(1 - positive, within(JUMP));
    }

    @ParameterizedTest
    @MethodSource("meansAndDeviations")
    void ofLinear(double mean, double deviation) {
        GaussianMeans means = GaussianMeans.of(new ElementwiseActivation.Linear(), mean, deviation * deviation);
        assertThat(means.value()).isCloseTo(mean, within(1e-6));
        assertThat(means.square()).isCloseTo(mean * mean + deviation * deviation, within(1e-5));
        assertThat(means.slopeSquare()).isCloseTo(1, within(1e-9));
        assertThat(means.flat()).isZero();
    }

    /** tanh′ = 1 − tanh² is below 0.01 where |tanh| is above √0.99. */
    @ParameterizedTest
    @MethodSource("meansAndDeviations")
    void saturationOfTanh(double mean, double deviation) {
        double limit = Math.log((1 + Math.sqrt(0.99)) / (1 - Math.sqrt(0.99))) / 2;
        assertSaturation(new ElementwiseActivation.Tanh(), limit, mean, deviation);
    }

    /** σ′ = σ (1 − σ) is below 0.01 / 4 where σ is above (1 + √0.99) / 2, or below one minus that. */
    @ParameterizedTest
    @MethodSource("meansAndDeviations")
    void saturationOfSigmoid(double mean, double deviation) {
        double most = (1 + Math.sqrt(0.99)) / 2;
        assertSaturation(new ElementwiseActivation.Sigmoid(), Math.log(most / (1 - most)), mean, deviation);
    }

    private static void assertSaturation(
            ElementwiseActivation activation, double limit, double mean, double deviation) {
        DoubleBinaryOperator share = (from, to) -> below((to - mean) / deviation) - below((from - mean) / deviation);
        assertThat(GaussianMeans.of(activation, mean, deviation * deviation).flat())
                .isCloseTo(1 - share.applyAsDouble(-limit, limit), within(2 * JUMP));
    }
}
