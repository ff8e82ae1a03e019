package dev.backflow.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BinsTest {

    private static final double[] EDGES = Bins.edges();

    static DoubleStream edges() {
        return Arrays.stream(EDGES);
    }

    /** By comparing with every edge: zero's bin and those around it are where (edge, x) change sides. */
    private static int searched(float x) {
        long passed = x < 0
                ? Arrays.stream(EDGES).filter(edge -> edge < x).count()
                : Arrays.stream(EDGES).filter(edge -> edge <= x).count();
        return (int) passed;
    }

    @Test
    void edgesAreFiveForEachDecadeInBothSigns() {
        assertThat(EDGES).hasSize(162).isSorted();
        assertThat(Bins.COUNT).isEqualTo(163);
        for (int k = 0; k <= 80; k++) {
            double magnitude = EDGES[81 + k];
            assertThat(EDGES[80 - k]).isEqualTo(-magnitude);
            BigDecimal fifth = BigDecimal.ONE.scaleByPowerOfTen(k - 60); // (10^(k/5 − 12))⁵
            assertThat(new BigDecimal(Math.nextDown(magnitude)).pow(5, MathContext.DECIMAL128))
                    .isLessThan(fifth);
            assertThat(new BigDecimal(Math.nextUp(magnitude)).pow(5, MathContext.DECIMAL128))
                    .isGreaterThan(fifth);
        }
    }

    @ParameterizedTest
    @MethodSource("edges")
    void floatsAroundAnEdgeFallOnTheirSideOfIt(double edge) {
        float nearest = (float) edge;
        for (float x : new float[] {Math.nextDown(nearest), nearest, Math.nextUp(nearest)}) {
            assertThat(Bins.of(x)).as("%s at %s", x, edge).isEqualTo(searched(x));
        }
        assertThat(Bins.of(Math.nextDown(Math.nextDown(nearest))))
                .isNotEqualTo(Bins.of(Math.nextUp(Math.nextUp(nearest))));
    }

    @Test
    void anEdgeBelongsToTheBinFartherFromZero() {
        assertThat(Bins.of(1)).isEqualTo(Bins.of(1.5f)).isNotEqualTo(Bins.of(0.9f));
        assertThat(Bins.of(-1)).isEqualTo(Bins.of(-1.5f)).isNotEqualTo(Bins.of(-0.9f));
    }

    @Test
    void whatIsSmallerThanTheBinsIsZeroAndWhatIsLargerIsInTheOpenOnes() {
        for (float x : new float[] {0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, 9.9e-13f, -9.9e-13f}) {
            assertThat(Bins.of(x)).as("%s", x).isEqualTo(81);
        }
        assertThat(Bins.of(1e4f)).isEqualTo(Bins.of(Float.MAX_VALUE)).isEqualTo(162);
        assertThat(Bins.of(-1e4f)).isEqualTo(Bins.of(-Float.MAX_VALUE)).isZero();
        assertThat(Bins.of(Math.nextDown(1e4f))).isEqualTo(161);
    }

    @Test
    void allKindsOfFloatsFallWhereASearchFindsThem() {
        Random random = new Random(3);
        random.ints(200_000)
                .mapToObj(Float::intBitsToFloat)
                .filter(Float::isFinite)
                .forEach(x -> {
                    if (Bins.of(x) != searched(x)) {
                        assertThat(Bins.of(x)).as("%s", x).isEqualTo(searched(x));
                    }
                });
    }

    @Test
    void countsAddUpToTheFiniteElements() {
        float[] data = new float[1000];
        Random random = new Random(4);
        for (int i = 0; i < data.length; i++) {
            data[i] = Float.intBitsToFloat(random.nextInt());
        }
        Arrays.fill(data, 900, 910, Float.NaN);
        Arrays.fill(data, 910, 920, Float.POSITIVE_INFINITY);
        Histogram histogram = Histogram.of(data, 950);
        long finite =
                IntStream.range(0, 950).filter(i -> Float.isFinite(data[i])).count();
        assertThat(Arrays.stream(histogram.all()).sum()).isEqualTo((int) finite).isLessThan(931);
        assertThat(Histogram.of(histogram.all())).isEqualTo(histogram);
        assertThat(histogram.counts()).doesNotContain(0);
        assertThat(Histogram.of(data, 0).all()).containsOnly(0);
    }

    @Test
    void histogramsOfPartsMergeToThatOfTheWhole() {
        float[] data = new float[400];
        Random random = new Random(5);
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) (random.nextGaussian() * Math.exp(5 * random.nextGaussian()));
        }
        int[] first = Histogram.of(data, 150).all();
        int[] rest = Histogram.of(Arrays.copyOfRange(data, 150, 400), 250).all();
        Arrays.setAll(first, i -> first[i] + rest[i]);
        assertThat(first).isEqualTo(Histogram.of(data, 400).all());
    }
}
