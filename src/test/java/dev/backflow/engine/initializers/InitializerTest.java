package dev.backflow.engine.initializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.backflow.engine.numerics.RandomStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class InitializerTest {

    private static final int FAN_IN = 800;
    private static final int FAN_OUT = 1250;
    private static final int DRAWS = FAN_IN * FAN_OUT;

    /** Fourth moment over squared variance: it gives the standard error of a measured variance. */
    private static final double UNIFORM = 1.8;

    private static final double NORMAL = 3;

    /** Of a normal distribution cut off at two standard deviations, as scipy.stats.truncnorm has it. */
    private static final double TRUNCATED = 2.3655;

    /** Expected mean and variance, from the definitions in Keras' and PyTorch's documentation. */
    static Stream<Arguments> distributions() {
        double cut = 0.8796256610342398 * 0.8796256610342398;
        return Stream.of(
                Arguments.of(new Initializer.RandomNormal(0.3, 2), 0.3, 4.0, NORMAL),
                Arguments.of(new Initializer.RandomUniform(-1, 2), 0.5, 0.75, UNIFORM),
                Arguments.of(new Initializer.TruncatedNormal(-1, 0.5), -1.0, 0.25 * cut, TRUNCATED),
                Arguments.of(new ScaledInitializer.GlorotUniform(), 0.0, 2.0 / (FAN_IN + FAN_OUT), UNIFORM),
                Arguments.of(new ScaledInitializer.GlorotNormal(), 0.0, 2.0 / (FAN_IN + FAN_OUT), TRUNCATED),
                Arguments.of(new ScaledInitializer.HeUniform(), 0.0, 2.0 / FAN_IN, UNIFORM),
                Arguments.of(new ScaledInitializer.HeNormal(), 0.0, 2.0 / FAN_IN, TRUNCATED),
                Arguments.of(new ScaledInitializer.LecunUniform(), 0.0, 1.0 / FAN_IN, UNIFORM),
                Arguments.of(new ScaledInitializer.LecunNormal(), 0.0, 1.0 / FAN_IN, TRUNCATED),
                Arguments.of(
                        new Initializer.VarianceScaling(
                                3,
                                Initializer.VarianceScaling.Mode.FAN_OUT,
                                Initializer.VarianceScaling.Distribution.UNTRUNCATED_NORMAL),
                        0.0,
                        3.0 / FAN_OUT,
                        NORMAL),
                Arguments.of(new Initializer.TorchLinear(), 0.0, 1.0 / (3 * FAN_IN), UNIFORM));
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void hasItsMeanAndVarianceWithinFourStandardErrors(
            Initializer initializer, double mean, double variance, double kurtosis) {
        float[] weights = draw(initializer);
        double measured = IntStream.range(0, DRAWS).mapToDouble(i -> weights[i]).sum() / DRAWS;
        double squares = IntStream.range(0, DRAWS)
                        .mapToDouble(i -> (weights[i] - mean) * (weights[i] - mean))
                        .sum()
                / DRAWS;

        assertThat(measured).isCloseTo(mean, offset(4 * Math.sqrt(variance / DRAWS)));
        assertThat(squares).isCloseTo(variance, offset(4 * variance * Math.sqrt((kurtosis - 1) / DRAWS)));
    }

    @Test
    void truncatedNormalsEndAtTwoStandardDeviations() {
        float[] weights = draw(new Initializer.TruncatedNormal(1, 0.5));
        Arrays.sort(weights);

        assertThat(weights[0]).isBetween(0f, 0.001f);
        assertThat(weights[DRAWS - 1]).isBetween(1.999f, 2f);
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void drawsTheSameUnderlyingNumberForEachWeight(Initializer initializer) {
        int drawn = 2000;
        RandomStream random = new RandomStream(11, RandomStream.Purpose.KERNEL, 3);
        double[] uniforms =
                IntStream.range(0, drawn).mapToDouble(i -> random.nextUniform()).toArray();
        float[] weights = new float[drawn];
        initializer.fill(weights, 40, 50, new RandomStream(11, RandomStream.Purpose.KERNEL, 3));

        float[] inOrderOfUniforms = new float[drawn];
        Integer[] order = IntStream.range(0, drawn).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> uniforms[i]));
        for (int i = 0; i < drawn; i++) {
            inOrderOfUniforms[i] = weights[order[i]];
        }
        assertThat(inOrderOfUniforms).isSorted();
    }

    @ParameterizedTest
    @CsvSource({"1,1", "5,5", "40,7", "7,40", "200,200"})
    void orthogonalKernelsAreOrthogonalTo1e5(int rows, int columns) {
        float[] kernel = new float[rows * columns];
        new MatrixInitializer.Orthogonal(3)
                .fill(kernel, rows, columns, new RandomStream(5, RandomStream.Purpose.KERNEL, 0));

        int vectors = Math.min(rows, columns);
        for (int i = 0; i < vectors; i++) {
            for (int j = 0; j <= i; j++) {
                double product = 0;
                for (int k = 0; k < Math.max(rows, columns); k++) {
                    product += rows >= columns
                            ? (double) kernel[k * columns + i] * kernel[k * columns + j]
                            : (double) kernel[i * columns + k] * kernel[j * columns + k];
                }
                assertThat(product / 9).isCloseTo(i == j ? 1 : 0, offset(1e-5));
            }
        }
    }

    /** The draw is its orthogonal part times an R whose diagonal is positive: Keras' choice of signs. */
    @Test
    void orthogonalKernelsPointTheWayOfTheNormalDraw() {
        float[] drawn = new float[12];
        new Initializer.RandomNormal(0, 1).fill(drawn, 4, 3, new RandomStream(5, RandomStream.Purpose.KERNEL, 0));
        float[] kernel = new float[12];
        new MatrixInitializer.Orthogonal(1).fill(kernel, 4, 3, new RandomStream(5, RandomStream.Purpose.KERNEL, 0));

        for (int i = 0; i < 3; i++) {
            for (int j = 0; j <= i; j++) {
                double r = 0;
                for (int k = 0; k < 4; k++) {
                    r += (double) kernel[k * 3 + i] * drawn[k * 3 + j];
                }
                if (i == j) {
                    assertThat(r).isPositive();
                } else {
                    assertThat(r).isCloseTo(0, offset(1e-5));
                }
            }
        }
    }

    @Test
    void identityHasItsGainOnTheDiagonal() {
        float[] kernel = new float[6];
        new MatrixInitializer.Identity(2).fill(kernel, 2, 3, new RandomStream(0, RandomStream.Purpose.KERNEL, 0));

        assertThat(kernel).containsExactly(2, 0, 0, 0, 2, 0);
    }

    @Test
    void torchLinearScalesTheBiasByTheInputsOfItsLayer() {
        float[] bias = new float[10_000];
        new Initializer.TorchLinear().fillBias(bias, 4, new RandomStream(0, RandomStream.Purpose.BIAS, 0));
        Arrays.sort(bias);

        assertThat(bias[0]).isBetween(-0.5f, -0.499f);
        assertThat(bias[bias.length - 1]).isBetween(0.499f, 0.5f);
    }

    @Test
    void drawsOtherNumbersForAnotherSeedOrLayer() {
        float[] weights = draw(new ScaledInitializer.GlorotUniform(), 1, 0);
        assertThat(draw(new ScaledInitializer.GlorotUniform(), 1, 0)).isEqualTo(weights);
        assertThat(draw(new ScaledInitializer.GlorotUniform(), 2, 0)).isNotEqualTo(weights);
        assertThat(draw(new ScaledInitializer.GlorotUniform(), 1, 1)).isNotEqualTo(weights);
    }

    private static float[] draw(Initializer initializer, long seed, int layer) {
        float[] weights = new float[100];
        initializer.fill(weights, 10, 10, new RandomStream(seed, RandomStream.Purpose.KERNEL, layer));
        return weights;
    }

    private static float[] draw(Initializer initializer) {
        float[] weights = new float[DRAWS];
        initializer.fill(weights, FAN_IN, FAN_OUT, new RandomStream(1, RandomStream.Purpose.KERNEL, 0));
        return weights;
    }
}
