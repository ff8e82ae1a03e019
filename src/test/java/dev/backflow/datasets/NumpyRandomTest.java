package dev.backflow.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Golden numbers were printed by NumPy 2.4.6: {@code r = RandomState(seed)}, then {@code r.random_sample(3)}, {@code
 * r.standard_normal(5)}, or {@code r.shuffle(numpy.arange(10))} and one more {@code r.random_sample()}.
 */
class NumpyRandomTest {

    private static final long LARGEST = 0xFFFF_FFFFL;

    @Test
    void drawsNumpysUniforms() {
        assertThat(uniforms(0)).containsExactly(0.5488135039273248, 0.7151893663724195, 0.6027633760716439);
        assertThat(uniforms(42)).containsExactly(0.3745401188473625, 0.9507143064099162, 0.7319939418114051);
        assertThat(uniforms(LARGEST)).containsExactly(0.0976320289940138, 0.9123828453026218, 0.78903530185164);
    }

    @Test
    void drawsNumpysGaussians() {
        assertThat(gaussians(0, 5))
                .containsExactly(
                        1.764052345967664,
                        0.4001572083672233,
                        0.9787379841057392,
                        2.240893199201458,
                        1.8675579901499675);
        assertThat(gaussians(LARGEST, 5))
                .containsExactly(
                        0.6484086742306527,
                        0.6693235306338161,
                        -1.0805437227474493,
                        0.2845010447986309,
                        0.11388773652167104);
    }

    @Test
    void shufflesAsNumpyDoesWithAsManyDraws() {
        NumpyRandom random = new NumpyRandom(0);
        assertThat(random.order(10, true)).containsExactly(2, 8, 4, 9, 1, 6, 7, 3, 0, 5);
        assertThat(random.uniform()).isEqualTo(0.4375872112626925);

        random = new NumpyRandom(LARGEST);
        assertThat(random.order(10, true)).containsExactly(6, 9, 5, 1, 8, 0, 7, 4, 2, 3);
        assertThat(random.uniform()).isEqualTo(0.5043860941616843);
    }

    @Test
    void keepsTheOrderWithoutADraw() {
        NumpyRandom random = new NumpyRandom(42);

        assertThat(random.order(4, false)).containsExactly(0, 1, 2, 3);
        assertThat(random.uniform()).isEqualTo(0.3745401188473625);
    }

    @Test
    void reachesEveryNumberUpToTheMostAndNoOther() {
        NumpyRandom random = new NumpyRandom(1);
        for (int most : new int[] {0, 1, 2, 4, 7, 8}) {
            int[] seen = IntStream.range(0, 500)
                    .map(i -> random.upTo(most))
                    .distinct()
                    .sorted()
                    .toArray();
            assertThat(seen).containsExactly(IntStream.rangeClosed(0, most).toArray());
        }
    }

    @Test
    void isStandardNormal() {
        double[] drawn = gaussians(3, 100_000);

        assertThat(DoubleStream.of(drawn).average().orElseThrow()).isBetween(-0.01, 0.01);
        assertThat(DoubleStream.of(drawn).map(x -> x * x).average().orElseThrow())
                .isBetween(0.98, 1.02);
    }

    private static double[] uniforms(long seed) {
        NumpyRandom random = new NumpyRandom(seed);
        return DoubleStream.generate(random::uniform).limit(3).toArray();
    }

    private static double[] gaussians(long seed, int count) {
        NumpyRandom random = new NumpyRandom(seed);
        return DoubleStream.generate(random::gaussian).limit(count).toArray();
    }
}
