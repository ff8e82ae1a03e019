package dev.backflow.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.backflow.engine.Examples;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the points lie when nothing blurs them, and how far noise takes them. */
class GeometryTest {

    private static final double ROUNDING = 1e-6;

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.8})
    void circlesHaveTheRadiiOneAndFactor(double factor) {
        Examples examples = new Circles(201, true, null, factor, 5).generate();

        for (int row = 0; row < examples.size(); row++) {
            double radius = Math.hypot(x(examples, row), y(examples, row));
            assertThat(radius).isEqualTo(Classes.of(examples, row) == 0 ? 1 : factor, within(ROUNDING));
        }
    }

    @Test
    void moonsAreHalfCirclesAroundTheirMiddles() {
        Examples examples = new Moons(201, true, null, 5).generate();

        for (int row = 0; row < examples.size(); row++) {
            double x = x(examples, row);
            double y = y(examples, row);
            boolean upper = Classes.of(examples, row) == 0;
            assertThat(upper ? Math.hypot(x, y) : Math.hypot(x - 1, y - 0.5)).isEqualTo(1, within(ROUNDING));
            assertThat(upper ? y : 0.5 - y).isGreaterThanOrEqualTo(-ROUNDING);
        }
    }

    @Test
    void blobsWithoutSpreadAreTheirCenters() {
        Examples examples = new Blobs(100, 2, 4, 0, List.of(2.0, 3.0), true, 5).generate();

        List<String> places = IntStream.range(0, examples.size())
                .mapToObj(row -> Classes.of(examples, row) + ": " + x(examples, row) + ", " + y(examples, row))
                .distinct()
                .toList();

        assertThat(places).hasSize(4);
        for (float coordinate : examples.features().data) {
            assertThat(coordinate).isBetween(2f, 3f);
        }
    }

    @Test
    void outerShellsHaveTheHigherClass() {
        Examples examples = new GaussianQuantiles(2, 300, 2, 3, true, 5).generate();

        List<Integer> outwards = IntStream.range(0, examples.size())
                .boxed()
                .sorted((a, b) -> Double.compare(
                        Math.hypot(x(examples, a), y(examples, a)), Math.hypot(x(examples, b), y(examples, b))))
                .map(row -> Classes.of(examples, row))
                .toList();

        assertThat(outwards).isSorted();
    }

    @Test
    void xorWithoutNoiseIsItsTruthTable() {
        Examples examples = new Xor(4, false, 0.0, 5).generate();

        assertThat(examples.features().data).containsExactly(-1, -1, -1, 1, 1, -1, 1, 1);
        assertThat(examples.targets().data).containsExactly(0, 1, 1, 0);
    }

    @Test
    void spiralArmsTurnTogetherAndEndOnTheUnitCircle() {
        double turns = 1.25;
        Examples examples = new Spirals(150, false, 3, turns, 0.0, 5).generate();

        for (int row = 0; row < examples.size(); row++) {
            double radius = Math.hypot(x(examples, row), y(examples, row));
            double angle = 2 * Math.PI * (turns * radius + Classes.of(examples, row) / 3.0);
            assertThat(radius).isEqualTo((row / 3 + 1) / 50.0, within(ROUNDING));
            assertThat(x(examples, row)).isEqualTo(radius * Math.cos(angle), within(1e-5));
            assertThat(y(examples, row)).isEqualTo(radius * Math.sin(angle), within(1e-5));
        }
    }

    @Test
    void everySpiralArmReachesTheUnitCircleWhenCountsDiffer() {
        Examples examples = new Spirals(11, false, 4, 1, 0.0, 5).generate();

        for (int row = 7; row < 11; row++) {
            assertThat(Math.hypot(x(examples, row), y(examples, row))).isEqualTo(1, within(ROUNDING));
        }
    }

    /** Two rows fix the direction; it must have length 1 and explain all others. */
    @Test
    void theRegressionPlaneIsAPlaneOfSlopeOne() {
        Examples examples = new RegressionPlane(50, 2, 0, 5).generate();
        FMatrixRMaj x = examples.features();
        FMatrixRMaj y = examples.targets();
        double determinant = (double) x.get(0, 0) * x.get(1, 1) - (double) x.get(0, 1) * x.get(1, 0);
        double first = ((double) y.get(0, 0) * x.get(1, 1) - (double) x.get(0, 1) * y.get(1, 0)) / determinant;
        double second = ((double) x.get(0, 0) * y.get(1, 0) - (double) y.get(0, 0) * x.get(1, 0)) / determinant;

        assertThat(Math.hypot(first, second)).isEqualTo(1, within(1e-5));
        for (int row = 0; row < examples.size(); row++) {
            assertThat((double) y.get(row, 0)).isEqualTo(first * x.get(row, 0) + second * x.get(row, 1), within(1e-5));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 1000})
    void theSineIsTheSineOfTheGivenFeature(double frequency) {
        Examples examples = new Sine(200, frequency, 0, 5).generate();

        for (int row = 0; row < examples.size(); row++) {
            double x = examples.features().get(row, 0);
            assertThat(x).isBetween(-1.0, 1.0);
            assertThat((double) examples.targets().get(row, 0))
                    .isEqualTo(Math.sin(2 * Math.PI * frequency * x), within(ROUNDING));
        }
    }

    @Test
    void moreSamplesExtendRegressionDataWithoutChangingIt() {
        assertThat(new Sine(20, 1, 0.1, 5).generate().rows(0, 10).targets().data)
                .isEqualTo(new Sine(10, 1, 0.1, 5).generate().targets().data);
        assertThat(new RegressionPlane(20, 3, 0.1, 5).generate().rows(0, 10).targets().data)
                .isEqualTo(new RegressionPlane(10, 3, 0.1, 5).generate().targets().data);
    }

    @Test
    void noiseHasTheGivenStandardDeviation() {
        double noise = 0.3;
        assertThat(rmsOfDifference(new Moons(20_000, true, null, 5), new Moons(20_000, true, noise, 5)))
                .isEqualTo(noise, within(0.01));
        assertThat(rmsOfDifference(new Xor(20_000, true, 0.0, 5), new Xor(20_000, true, noise, 5)))
                .isEqualTo(noise, within(0.01));
        assertThat(rmsOfDifference(new Spirals(20_000, true, 2, 1, 0.0, 5), new Spirals(20_000, true, 2, 1, noise, 5)))
                .isEqualTo(noise, within(0.01));
        assertThat(rms(
                        new Sine(20_000, 1, 0, 5).generate().targets(),
                        new Sine(20_000, 1, noise, 5).generate().targets()))
                .isEqualTo(noise, within(0.01));
        assertThat(rms(
                        new RegressionPlane(20_000, 4, 0, 5).generate().targets(),
                        new RegressionPlane(20_000, 4, noise, 5).generate().targets()))
                .isEqualTo(noise, within(0.01));
    }

    @Test
    void theNoiselessPlaneHasUnitVarianceInAnyDimension() {
        for (int features : new int[] {1, 3, 50}) {
            FMatrixRMaj targets =
                    new RegressionPlane(20_000, features, 0, 5).generate().targets();
            assertThat(rms(targets, new FMatrixRMaj(20_000, 1))).isEqualTo(1, within(0.03));
        }
    }

    private static double rmsOfDifference(DatasetSpec clean, DatasetSpec noisy) {
        Examples without = clean.generate();
        Examples with = noisy.generate();
        assertThat(Arrays.equals(without.targets().data, with.targets().data)).isTrue();
        return rms(without.features(), with.features());
    }

    private static double rms(FMatrixRMaj a, FMatrixRMaj b) {
        double squares = IntStream.range(0, a.getNumElements())
                .mapToDouble(i -> (double) a.data[i] - b.data[i])
                .map(difference -> difference * difference)
                .sum();
        return Math.sqrt(squares / a.getNumElements());
    }

    private static double x(Examples examples, int row) {
        return examples.features().get(row, 0);
    }

    private static double y(Examples examples, int row) {
        return examples.features().get(row, 1);
    }
}
