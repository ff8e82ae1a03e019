package dev.backflow.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.backflow.engine.numerics.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of every comparison, whatever the outcomes. */
class ComparisonLawsTest {

    private static final long SEED = 11;

    /** Numbers of pairs on both sides of every change of method, with outcomes of few values, ties and one-sided ones. */
    static Stream<Given> comparisons() {
        return IntStream.of(1, 2, 5, 6, 7, 12, 24, 25, 65, 1000)
                .boxed()
                .flatMap(n -> Stream.of(
                        Given.drawn(n, u -> u, 0),
                        Given.drawn(n, u -> Math.rint(u * 4) / 4, 0),
                        Given.drawn(n, u -> u < 0.3 ? 0.5 : 0.99, 0),
                        Given.drawn(n, u -> u, 0.4),
                        Given.drawn(n, u -> 0.1, 0),
                        Given.drawn(n, u -> 0.1, 0.3)));
    }

    record Given(double[] a, double[] b) {

        static Given drawn(int n, DoubleUnaryOperator outcome, double advantage) {
            RandomStream random = new RandomStream(n, RandomStream.Purpose.SHUFFLE, 0);
            double[] a = new double[n];
            double[] b = new double[n];
            for (int i = 0; i < n; i++) {
                a[i] = outcome.applyAsDouble(random.nextUniform()) + advantage;
                b[i] = outcome.applyAsDouble(random.nextUniform());
            }
            return new Given(a, b);
        }

        double[] differences() {
            return Pairs.of(bySeed(a), bySeed(b)).differences();
        }

        PairedComparison compared() {
            return PairedComparison.of(bySeed(a), bySeed(b), Better.HIGHER, SEED);
        }

        Given mapped(DoubleUnaryOperator map) {
            return new Given(
                    Arrays.stream(a).map(map).toArray(),
                    Arrays.stream(b).map(map).toArray());
        }

        @Override
        public String toString() {
            return a.length + " pairs, " + a[0] + " against " + b[0];
        }
    }

    static Map<Integer, Double> bySeed(double[] outcomes) {
        Map<Integer, Double> bySeed = new LinkedHashMap<>();
        for (int seed = 0; seed < outcomes.length; seed++) {
            bySeed.put(seed, outcomes[seed]);
        }
        return bySeed;
    }

    @ParameterizedTest
    @MethodSource("comparisons")
    void swappingTheCellsMirrorsEveryNumber(Given given) {
        PairedComparison one = given.compared();
        PairedComparison other = new Given(given.b(), given.a()).compared();
        assertThat(other.meanDifference()).isEqualTo(0.0 - Objects.requireNonNull(one.meanDifference()));
        assertThat(other.interval()).isEqualTo(one.interval() == null ? null : mirrored(one.interval()));
        assertThat(List.of(other.wins(), other.ties(), other.losses()))
                .containsExactly(one.losses(), one.ties(), one.wins());
        assertThat(other.probabilityOfImprovement())
                .isCloseTo(1 - Objects.requireNonNull(one.probabilityOfImprovement()), within(1e-15));
        assertThat(other.correlation()).isEqualTo(one.correlation());
        assertThat(other.p()).isEqualTo(one.p());
        assertThat(verdict(other))
                .isEqualTo(
                        switch (verdict(one)) {
                            case A_BETTER -> Verdict.B_BETTER;
                            case B_BETTER -> Verdict.A_BETTER;
                            default -> verdict(one);
                        });
    }

    private static Interval mirrored(Interval interval) {
        return new Interval(0.0 - interval.high(), 0.0 - interval.low());
    }

    private static Verdict verdict(PairedComparison comparison) {
        return Judgement.of(List.of(comparison), Better.HIGHER).get(0).verdict();
    }

    @ParameterizedTest
    @MethodSource("comparisons")
    void theOrderOfTheSeedsChangesNoBit(Given given) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, given.a().length).boxed().toList());
        Collections.shuffle(order, new Random(3));
        double[] a = order.stream().mapToDouble(i -> given.a()[i]).toArray();
        double[] b = order.stream().mapToDouble(i -> given.b()[i]).toArray();
        assertThat(new Given(a, b).compared()).isEqualTo(given.compared());
    }

    @ParameterizedTest
    @MethodSource("comparisons")
    void theUnitOfTheOutcomesChangesOnlyWhatHasAUnit(Given given) {
        PairedComparison one = given.compared();
        PairedComparison scaled = given.mapped(x -> 256 * x).compared();
        assertThat(scaled.p()).isEqualTo(one.p());
        assertThat(scaled.correlation()).isEqualTo(one.correlation());
        assertThat(scaled.meanDifference()).isEqualTo(256 * Objects.requireNonNull(one.meanDifference()));
        if (one.interval() != null) {
            Interval interval = Objects.requireNonNull(scaled.interval());
            assertThat(interval.low()).isCloseTo(256 * one.interval().low(), within(1e-8));
            assertThat(interval.high()).isCloseTo(256 * one.interval().high(), within(1e-8));
        }
    }

    @ParameterizedTest
    @MethodSource("comparisons")
    void testAndIntervalAgree(Given given) {
        PairedComparison comparison = given.compared();
        Interval interval = comparison.interval();
        assertThat(interval == null).isEqualTo(given.a().length < 6);
        if (interval != null) {
            assertThat(interval.low() > 0 || interval.high() < 0).isEqualTo(comparison.p() <= 0.05);
            assertThat(comparison.meanDifference()).isBetween(interval.low() - 1e-11, interval.high() + 1e-11);
        }
    }

    @ParameterizedTest
    @MethodSource("comparisons")
    void aCellThatDoesBetterEverywhereIsNeverJudgedWorse(Given given) {
        Verdict before = verdict(given.compared());
        Given raised = new Given(Arrays.stream(given.a()).map(x -> x + 0.25).toArray(), given.b());
        Verdict after = verdict(raised.compared());
        assertThat(rank(after)).isGreaterThanOrEqualTo(rank(before));
        assertThat(raised.compared().wins())
                .isGreaterThanOrEqualTo(given.compared().wins());
    }

    private static int rank(Verdict verdict) {
        return switch (verdict) {
            case B_BETTER -> -1;
            case A_BETTER -> 1;
            default -> 0;
        };
    }

    @ParameterizedTest
    @MethodSource("comparisons")
    void whereLowerIsBetterOnlyTheWinnerChanges(Given given) {
        PairedComparison higher = given.compared();
        PairedComparison lower = PairedComparison.of(bySeed(given.a()), bySeed(given.b()), Better.LOWER, SEED);
        assertThat(lower.wins()).isEqualTo(higher.losses());
        assertThat(lower.interval()).isEqualTo(higher.interval());
        assertThat(lower.p()).isEqualTo(higher.p());
        boolean decided = verdict(higher) == Verdict.A_BETTER;
        assertThat(Judgement.of(List.of(lower), Better.LOWER).get(0).verdict() == Verdict.B_BETTER)
                .isEqualTo(decided);
    }

    @Test
    void equalCellsAreNotShownToDiffer() {
        PairedComparison comparison = Given.drawn(20, u -> 0.5, 0).compared();
        assertThat(comparison).isEqualTo(new PairedComparison(20, 0.0, new Interval(0, 0), 0, 20, 0, 0.5, null, 1));
        assertThat(verdict(comparison)).isEqualTo(Verdict.NO_DIFFERENCE_SHOWN);
    }

    @Test
    void onlySeedsOfBothCellsAreCompared() {
        Map<Integer, Double> a = Map.of(1, 0.5, 2, 0.75, 3, 1.0);
        Map<Integer, Double> b = Map.of(2, 0.25, 3, 0.5, 4, 0.1);
        PairedComparison comparison = PairedComparison.of(a, b, Better.HIGHER, SEED);
        assertThat(comparison.pairs()).isEqualTo(2);
        assertThat(comparison.meanDifference()).isEqualTo(0.5);
        assertThat(comparison.p()).isEqualTo(0.5);
    }

    @Test
    void cellsWithoutACommonSeedHaveTooFewPairs() {
        PairedComparison comparison = PairedComparison.of(Map.of(1, 0.5), Map.of(2, 0.5), Better.HIGHER, SEED);
        assertThat(comparison).isEqualTo(new PairedComparison(0, null, null, 0, 0, 0, null, null, 1));
        assertThat(verdict(comparison)).isEqualTo(Verdict.TOO_FEW_PAIRS);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e100})
    void anOutcomeThatIsNoUsableNumberIsRefused(double outcome) {
        Map<Integer, Double> usable = Map.of(1, 0.5);
        Map<Integer, Double> unusable = new HashMap<>(Map.of(1, outcome));
        assertThatThrownBy(() -> PairedComparison.of(usable, unusable, Better.HIGHER, SEED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.valueOf(outcome));
        assertThatThrownBy(() -> InterquartileMean.of(new double[] {outcome}, SEED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("counts as the worst outcome");
    }

    /** Where both can be had. */
    @Test
    void drawnSignsComeNearTheExactTest() {
        double[] differences = Given.drawn(30, u -> u, 0.1).differences();
        double exact = new CountedFlips(differences).p();
        for (long seed = 0; seed < 5; seed++) {
            assertThat(new SampledFlips(differences, seed).p()).isCloseTo(exact, within(0.06 * exact));
        }
    }

    @Test
    void anotherSeedDrawsOtherSigns() {
        double[] differences = Given.drawn(50, u -> u, 0.05).differences();
        assertThat(new SampledFlips(differences, 1).p()).isNotEqualTo(new SampledFlips(differences, 2).p());
    }
}
