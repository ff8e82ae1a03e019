package dev.backflow.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsTest {

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1e-3", "1000, 1e-3", "-1e6, 0.5", "1e30, 1e29", "1e-30, 1e-31", "0, 1e-38"})
    void agreeWithTwoPassesInDoublePrecision(double mean, double deviation) {
        Random random = new Random(1);
        float[] data = new float[1001];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) (mean + deviation * random.nextGaussian());
        }
        assertAgree(data, Statistics.of(data, data.length));
    }

    @Test
    void staySoundWhenTheFirstElementIsAnOutlier() {
        float[] data = new float[1000];
        java.util.Arrays.fill(data, 1f);
        data[0] = 1e8f;
        data[1] = 1.5f;
        assertAgree(data, Statistics.of(data, data.length));
    }

    private static void assertAgree(float[] data, Statistics statistics) {
        double n = data.length;
        double mean = doubles(data).sum() / n;
        double variance = doubles(data).map(x -> (x - mean) * (x - mean)).sum() / n;
        double squares = doubles(data).map(x -> x * x).sum();
        assertClose(statistics.mean(), mean);
        assertClose(statistics.std(), Math.sqrt(variance));
        assertClose(statistics.rms(), Math.sqrt(squares / n));
        assertClose(statistics.l2(), Math.sqrt(squares));
        assertClose(statistics.meanAbs(), doubles(data).map(Math::abs).sum() / n);
        assertThat(statistics.min()).isEqualTo(doubles(data).min().orElseThrow());
        assertThat(statistics.max()).isEqualTo(doubles(data).max().orElseThrow());
        assertThat(statistics.nonFinite()).isZero();
    }

    private static void assertClose(double actual, double expected) {
        assertThat(actual).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
    }

    private static DoubleStream doubles(float[] data) {
        return IntStream.range(0, data.length).mapToDouble(i -> data[i]);
    }

    @Test
    void countWhatIsNotFiniteAndLeaveItOutOfEveryOtherNumber() {
        float[] data = {Float.NaN, 3, Float.POSITIVE_INFINITY, -1, Float.NEGATIVE_INFINITY, 0, -0f};
        Statistics statistics = Statistics.of(data, data.length);
        assertThat(statistics.nonFinite()).isEqualTo(3);
        assertThat(statistics.mean()).isEqualTo(0.5);
        assertThat(statistics.min()).isEqualTo(-1);
        assertThat(statistics.max()).isEqualTo(3);
        assertThat(statistics.meanAbs()).isEqualTo(1);
        assertThat(statistics.l2()).isEqualTo(Math.sqrt(10));
        assertThat(statistics.rms()).isEqualTo(Math.sqrt(2.5));
        assertThat(statistics.std()).isEqualTo(Math.sqrt(2.25));
        assertThat(statistics.zeroFraction()).isEqualTo(0.5);
    }

    @Test
    void haveNoNumberWhereNothingIsFinite() {
        Statistics statistics = Statistics.of(new float[] {Float.NaN, Float.POSITIVE_INFINITY}, 2);
        assertThat(statistics.nonFinite()).isEqualTo(2);
        for (Statistic statistic : Statistic.values()) {
            if (statistic != Statistic.NON_FINITE) {
                assertThat(statistic.of(statistics)).as(statistic.wireName()).isNaN();
            }
        }
    }

    @Test
    void measureOnlyAsManyElementsAsAsked() {
        assertThat(Statistics.of(new float[] {1, 1, 100}, 2).max()).isEqualTo(1);
    }

    @Test
    void ofTheLargestNumbersDoNotOverflow() {
        float[] data = new float[1000];
        java.util.Arrays.fill(data, Float.MAX_VALUE);
        Statistics statistics = Statistics.of(data, data.length);
        assertThat(statistics.rms()).isCloseTo(Float.MAX_VALUE, within(Float.MAX_VALUE * 1e-9));
        assertThat(statistics.std()).isZero();
    }
}
