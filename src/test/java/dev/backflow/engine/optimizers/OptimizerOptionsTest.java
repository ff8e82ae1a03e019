package dev.backflow.engine.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.backflow.engine.numerics.RandomStream;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws of clipping and decay. */
class OptimizerOptionsTest {

    private static final double LIMIT = 0.5;

    private final Parameter[] parameters = {parameter(20, 1), parameter(3, 2), parameter(1, 3)};

    private static Parameter parameter(int size, int seed) {
        Parameter parameter = new Parameter(new float[size], new float[size]);
        RandomStream random = new RandomStream(seed, RandomStream.Purpose.KERNEL, 0);
        for (int i = 0; i < size; i++) {
            parameter.weights()[i] = (float) (2 * random.nextUniform() - 1);
            parameter.gradient()[i] = (float) (2 * random.nextUniform() - 1);
        }
        return parameter;
    }

    @ParameterizedTest
    @ValueSource(floats = {1e-30f, 1e-3f, 0.05f, 1, 1e3f, 1e30f})
    void clipnormBoundsTheNormOfEachTensorAndKeepsItsDirection(float scale) {
        float[][] before = scaled(scale);
        new OptimizerOptions(null, LIMIT, null, null).clip(parameters);
        for (int i = 0; i < parameters.length; i++) {
            assertClipped(before[i], parameters[i].gradient(), norm(before[i]));
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {1e-30f, 1e-3f, 0.05f, 1, 1e3f, 1e30f})
    void globalClipnormBoundsTheNormOfAllAndKeepsTheirDirection(float scale) {
        float[][] before = scaled(scale);
        double norm = Math.sqrt(DoubleStream.of(norm(before[0]), norm(before[1]), norm(before[2]))
                .map(n -> n * n)
                .sum());
        new OptimizerOptions(null, null, null, LIMIT).clip(parameters);
        for (int i = 0; i < parameters.length; i++) {
            assertClipped(before[i], parameters[i].gradient(), norm);
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {1e-30f, 0.4f, 1, 1e30f})
    void clipvalueBoundsEachNumberAndLeavesSmallerOnesAlone(float scale) {
        float[][] before = scaled(scale);
        new OptimizerOptions(null, null, LIMIT, null).clip(parameters);
        for (int i = 0; i < parameters.length; i++) {
            for (int j = 0; j < before[i].length; j++) {
                float g = before[i][j];
                float expected = Math.abs(g) <= LIMIT ? g : Math.copySign((float) LIMIT, g);
                assertThat(parameters[i].gradient()[j]).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void clippingByNormMakesWhatCannotBeScaledNan(float bad) {
        parameters[0].gradient()[3] = bad;
        float[] other = parameters[1].gradient().clone();
        new OptimizerOptions(null, LIMIT / 100, null, null).clip(new Parameter[] {parameters[0]});
        for (float g : parameters[0].gradient()) {
            assertThat(g).isNaN();
        }
        assertThat(parameters[1].gradient()).containsExactly(other);
        new OptimizerOptions(null, null, null, LIMIT).clip(parameters);
        assertThat(parameters[1].gradient()[0]).isNaN();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.004, 0.5})
    void decayShrinksEveryWeightByTheSameShare(double decay) {
        float[] before = parameters[0].weights().clone();
        new OptimizerOptions(decay, null, null, null).decay(parameters[0].weights(), 0.1);
        for (int i = 0; i < before.length; i++) {
            double expected = before[i] * (1 - 0.1 * decay);
            assertThat((double) parameters[0].weights()[i]).isCloseTo(expected, offset(1e-7));
        }
    }

    private float[][] scaled(float scale) {
        float[][] before = new float[parameters.length][];
        for (int i = 0; i < parameters.length; i++) {
            float[] gradient = parameters[i].gradient();
            for (int j = 0; j < gradient.length; j++) {
                gradient[j] *= scale;
            }
            before[i] = gradient.clone();
        }
        return before;
    }

    private static void assertClipped(float[] before, float[] after, double norm) {
        if (norm <= LIMIT) {
            assertThat(after).containsExactly(before);
            return;
        }
        assertThat(norm(after)).isLessThanOrEqualTo(LIMIT * (1 + 1e-6));
        for (int i = 0; i < before.length; i++) {
            double expected = before[i] / norm * LIMIT;
            assertThat((double) after[i]).isCloseTo(expected, offset(1e-6 * Math.abs(expected)));
        }
    }

    private static double norm(float[] numbers) {
        double squares = 0;
        for (float number : numbers) {
            squares += (double) number * number;
        }
        return Math.sqrt(squares);
    }
}
