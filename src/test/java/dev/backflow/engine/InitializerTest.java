package dev.backflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InitializerTest {

    private static final int DRAWS = 1_000_000;
    private static final int FAN_IN = 40;
    private static final int FAN_OUT = 25;

    /** Initializer, mean, variance, largest magnitude (about the mean). */
    static Stream<Arguments> moments() {
        double glorot = 2.0 / (FAN_IN + FAN_OUT);
        double he = 2.0 / FAN_IN;
        double lecun = 1.0 / FAN_IN;
        double cut = 2 / 0.87962566103423978;
        return Stream.of(
                Arguments.of(new Initializer.RandomNormal(0.3, 1.5), 0.3, 2.25, 1e9),
                Arguments.of(new Initializer.RandomUniform(-1, 2), 0.5, 0.75, 1.5),
                Arguments.of(new Initializer.TruncatedNormal(-1, 0.5), -1.0, 0.25 / (cut * cut / 4), 1.0),
                Arguments.of(new Initializer.GlorotUniform(), 0.0, glorot, Math.sqrt(3 * glorot)),
                Arguments.of(new Initializer.GlorotNormal(), 0.0, glorot, cut * Math.sqrt(glorot)),
                Arguments.of(new Initializer.HeUniform(), 0.0, he, Math.sqrt(3 * he)),
                Arguments.of(new Initializer.HeNormal(), 0.0, he, cut * Math.sqrt(he)),
                Arguments.of(new Initializer.LecunUniform(), 0.0, lecun, Math.sqrt(3 * lecun)),
                Arguments.of(new Initializer.LecunNormal(), 0.0, lecun, cut * Math.sqrt(lecun)),
                Arguments.of(
                        new Initializer.VarianceScaling(
                                3,
                                Initializer.VarianceScaling.Mode.FAN_OUT,
                                Initializer.VarianceScaling.Distribution.UNTRUNCATED_NORMAL),
                        0.0,
                        3.0 / FAN_OUT,
                        1e9));
    }

    @ParameterizedTest
    @MethodSource("moments")
    void draws_the_moments_of_its_distribution(Initializer initializer, double mean, double variance, double most) {
        float[] weights = drawn(initializer, 7, 0, DRAWS);
        double sum = 0;
        double largest = 0;
        for (float weight : weights) {
            sum += weight;
            largest = Math.max(largest, Math.abs(weight - mean));
        }
        double measuredMean = sum / DRAWS;
        double second = 0;
        double fourth = 0;
        for (float weight : weights) {
            double square = (weight - mean) * (weight - mean);
            second += square;
            fourth += square * square;
        }
        second /= DRAWS;
        fourth /= DRAWS;
        assertThat(Math.abs(measuredMean - mean)).isLessThan(4 * Math.sqrt(variance / DRAWS));
        assertThat(Math.abs(second - variance)).isLessThan(4 * Math.sqrt((fourth - second * second) / DRAWS));
        assertThat(largest).isLessThanOrEqualTo(most * (1 + 1e-6));
    }

    @Test
    void differs_from_another_only_by_the_map_of_the_same_numbers() {
        float[] narrow = drawn(new Initializer.RandomNormal(0, 0.5), 3, 2, 1000);
        float[] wide = drawn(new Initializer.RandomNormal(0, 1), 3, 2, 1000);
        float[] uniform = drawn(new Initializer.RandomUniform(0, 1), 3, 2, 1000);
        for (int i = 0; i < 1000; i++) {
            assertThat(wide[i]).isEqualTo(2 * narrow[i]);
            assertThat(wide[i] > 0).isEqualTo(uniform[i] > 0.5f);
        }
    }

    @Test
    void draws_other_numbers_for_another_seed_or_layer() {
        Initializer initializer = new Initializer.GlorotUniform();
        float[] weights = drawn(initializer, 1, 0, 100);
        assertThat(drawn(initializer, 1, 0, 100)).isEqualTo(weights);
        assertThat(drawn(initializer, 2, 0, 100)).isNotEqualTo(weights);
        assertThat(drawn(initializer, 1, 1, 100)).isNotEqualTo(weights);
    }

    private static float[] drawn(Initializer initializer, long seed, int layer, int count) {
        float[] weights = new float[count];
        initializer.fill(weights, FAN_IN, FAN_OUT, new RandomStream(seed, RandomStream.Purpose.KERNEL, layer));
        return weights;
    }
}
