package dev.backflow.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of the statistics of one cell, whatever the outcomes. */
class CellLawsTest {

    private static final long SEED = 5;

    static Stream<double[]> cells() {
        return StoredOutcomes.read().cells().values().stream()
                .flatMap(outcomes -> IntStream.of(2, 4, 7, 20, 100).mapToObj(n -> Arrays.copyOf(outcomes, n)));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("cells")
    void theOrderOfTheSeedsChangesNoBit(double[] outcomes) {
        double[] reversed = IntStream.range(0, outcomes.length)
                .mapToDouble(i -> outcomes[outcomes.length - 1 - i])
                .toArray();
        assertThat(InterquartileMean.of(reversed, SEED)).isEqualTo(InterquartileMean.of(outcomes, SEED));
        assertThat(InterquartileMean.quantiles(reversed, 0.05, 0.5))
                .isEqualTo(InterquartileMean.quantiles(outcomes, 0.05, 0.5));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("cells")
    void theUnitOfTheOutcomesIsTheUnitOfTheMean(double[] outcomes) {
        InterquartileMean one = InterquartileMean.of(outcomes, SEED);
        InterquartileMean scaled =
                InterquartileMean.of(Arrays.stream(outcomes).map(x -> 64 * x).toArray(), SEED);
        Interval interval = Objects.requireNonNull(one.interval());
        assertThat(scaled)
                .isEqualTo(new InterquartileMean(
                        64 * one.value(), new Interval(64 * interval.low(), 64 * interval.high())));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("cells")
    void theIntervalLiesWithinTheOutcomesAndAroundTheMean(double[] outcomes) {
        InterquartileMean mean = InterquartileMean.of(outcomes, SEED);
        Interval interval = Objects.requireNonNull(mean.interval());
        assertThat(mean.value()).isBetween(interval.low(), interval.high());
        double[] range = InterquartileMean.quantiles(outcomes, 0, 1);
        assertThat(interval.low()).isGreaterThanOrEqualTo(range[0] - 1e-15);
        assertThat(interval.high()).isLessThanOrEqualTo(range[1] + 1e-15);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("cells")
    void aHigherOutcomeLowersNothing(double[] outcomes) {
        InterquartileMean before = InterquartileMean.of(outcomes, SEED);
        for (int i = 0; i < Math.min(7, outcomes.length); i++) {
            double[] raised = outcomes.clone();
            raised[i] += 0.125;
            InterquartileMean after = InterquartileMean.of(raised, SEED);
            assertThat(after.value()).isGreaterThanOrEqualTo(before.value());
            assertThat(Objects.requireNonNull(after.interval()).high())
                    .isGreaterThanOrEqualTo(
                            Objects.requireNonNull(before.interval()).high());
        }
    }

    @Test
    void aSingleOutcomeHasNoInterval() {
        assertThat(InterquartileMean.of(new double[] {0.25}, SEED)).isEqualTo(new InterquartileMean(0.25, null));
    }

    @Test
    void anotherSeedDrawsOtherResamples() {
        double[] outcomes = {0.1, 0.35, 0.62, 0.74, 0.81, 0.93, 0.97};
        assertThat(InterquartileMean.of(outcomes, 1).interval())
                .isNotEqualTo(InterquartileMean.of(outcomes, 2).interval());
    }

    @Test
    void noOutcomesAreRefused() {
        assertThatThrownBy(() -> InterquartileMean.of(new double[0], SEED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-1, 5", "6, 5"})
    void aShareThatCannotBeIsRefused(int count, int of) {
        assertThatThrownBy(() -> Share.of(count, of)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sharesAreMirroredNarrowWithSeedsAndGrowWithTheCount() {
        for (int of : new int[] {1, 6, 20, 100}) {
            for (int count = 0; count <= of; count++) {
                Share share = Share.of(count, of);
                Share others = Share.of(of - count, of);
                assertThat(share.value())
                        .isBetween(share.interval().low(), share.interval().high());
                assertThat(others.interval().high())
                        .isCloseTo(1 - share.interval().low(), within(1e-12));
                Interval ofMore = Share.of(10 * count, 10 * of).interval();
                assertThat(ofMore.high() - ofMore.low())
                        .isLessThan(share.interval().high() - share.interval().low());
                if (count > 0) {
                    Share fewer = Share.of(count - 1, of);
                    assertThat(share.interval().low())
                            .isGreaterThan(fewer.interval().low());
                }
            }
        }
    }
}
