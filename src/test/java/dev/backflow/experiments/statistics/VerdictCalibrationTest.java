package dev.backflow.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.backflow.engine.numerics.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How often verdicts and intervals are right, on experiments that are drawn from {@link StoredOutcomes}. The whole of it,
 * with the figures of {@code experiments.md} printed: {@code mvn test -Dtest=VerdictCalibrationTest
 * -Dbackflow.verdicts.experiments=1000}.
 */
class VerdictCalibrationTest {

    /** Drawn from each of the six stored cells, or a sixth where six cells are compared. The fewer, the wider the bounds. */
    private static final int EXPERIMENTS = Integer.getInteger("backflow.verdicts.experiments", 18);

    private static final StoredOutcomes STORED = StoredOutcomes.read();

    @Test
    void theStoredOutcomesAreWhatTheEngineTrains() {
        STORED.cells().forEach((cell, outcomes) -> {
            for (int seed = 1; seed <= 2; seed++) {
                assertThat(StoredOutcomes.train(cell, seed))
                        .as(cell + ", seed " + seed)
                        .isCloseTo(outcomes[seed - 1], within(0.0005));
            }
        });
    }

    /** All cells of an experiment have the same outcomes, so every "better" is false. */
    @ParameterizedTest
    @CsvSource({"2, 6", "2, 10", "2, 20", "3, 7", "3, 10", "3, 20", "6, 10", "6, 20"})
    void equalCellsAreSeldomCalledBetterAndIntervalsCoverZero(int cells, int pairs) {
        int experiments = 0;
        int wrong = 0;
        int covering = 0;
        int comparisons = 0;
        for (double[] outcomes : STORED.cells().values()) {
            RandomStream random = new RandomStream(cells * 1000L + pairs, RandomStream.Purpose.SHUFFLE, experiments);
            for (int i = 0; i < (cells == 6 ? EXPERIMENTS / 6 : EXPERIMENTS); i++) {
                List<Judgement> judgements = judged(drawn(random, outcomes, cells, pairs));
                experiments++;
                wrong += judgements.stream().anyMatch(VerdictCalibrationTest::isDecided) ? 1 : 0;
                covering += (int) judgements.stream()
                        .filter(judgement -> covers(judgement.comparison(), 0))
                        .count();
                comparisons += judgements.size();
            }
        }
        Share falseBetter = Share.of(wrong, experiments);
        Share coverage = Share.of(covering, comparisons);
        print("A/A, %d cells, %d pairs: false better %s, coverage %s", cells, pairs, falseBetter, coverage);
        assertThat(falseBetter.value()).isLessThanOrEqualTo(0.05 + chance(experiments));
        assertThat(falseBetter.interval().high()).isLessThanOrEqualTo(0.065 + 2 * chance(experiments));
        assertThat(coverage.value()).isGreaterThanOrEqualTo(0.93);
    }

    /** What the quick form allows for having drawn few experiments. */
    private static double chance(int experiments) {
        return EXPERIMENTS >= 1000 ? 0 : 2.5 * Math.sqrt(0.05 * 0.95 / experiments);
    }

    @Test
    void sixSeedsDecideBetweenTheTutorialsSigmoidAndTanh() {
        double[] sigmoid = STORED.cells().get(StoredOutcomes.SIGMOID);
        double[] tanh = STORED.cells().get(StoredOutcomes.TANH);
        RandomStream random = new RandomStream(6, RandomStream.Purpose.SHUFFLE, 0);
        int decided = 0;
        for (int i = 0; i < 6 * EXPERIMENTS; i++) {
            int[] seeds = seeds(random, 6);
            Judgement judgement =
                    judged(List.of(at(sigmoid, seeds), at(tanh, seeds))).get(0);
            decided += judgement.verdict() == Verdict.B_BETTER ? 1 : 0;
        }
        Share power = Share.of(decided, 6 * EXPERIMENTS);
        print("tanh better than sigmoid with 6 seeds: %s", power);
        assertThat(power.value()).isGreaterThanOrEqualTo(0.95);
        Judgement first = judged(List.of(Arrays.copyOf(sigmoid, 6), Arrays.copyOf(tanh, 6)))
                .get(0);
        assertThat(first.verdict()).isEqualTo(Verdict.B_BETTER);
    }

    /** Cells that do differ: how often a verdict names the one that is worse at most seeds, which must be as rare. */
    @ParameterizedTest
    @ValueSource(ints = {6, 10, 20})
    void theWorseCellIsSeldomCalledBetter(int pairs) {
        List<String> names = List.copyOf(STORED.cells().keySet());
        int wrong = 0;
        int all = 0;
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                Tally tally = compared(names.get(i), names.get(j), pairs);
                wrong += tally.wrong;
                all += EXPERIMENTS;
            }
        }
        Share reversed = Share.of(wrong, all);
        print("%d pairs: worse at most seeds and called better: %s", pairs, reversed);
        assertThat(reversed.value()).isLessThanOrEqualTo(0.025);
    }

    private static final class Tally {
        int first;
        int second;
        int wrong;
        int covering;
    }

    private static Tally compared(String first, String second, int pairs) {
        double[] a = STORED.cells().get(first);
        double[] b = STORED.cells().get(second);
        PairedComparison whole = compared(a, b);
        double improvement = Objects.requireNonNull(whole.probabilityOfImprovement());
        double mean = Objects.requireNonNull(whole.meanDifference());
        RandomStream random = new RandomStream(pairs, RandomStream.Purpose.SHUFFLE, (first + second).hashCode());
        Tally tally = new Tally();
        for (int i = 0; i < EXPERIMENTS; i++) {
            int[] seeds = seeds(random, pairs);
            Judgement judgement = judged(List.of(at(a, seeds), at(b, seeds))).get(0);
            tally.first += judgement.verdict() == Verdict.A_BETTER ? 1 : 0;
            tally.second += judgement.verdict() == Verdict.B_BETTER ? 1 : 0;
            tally.covering += covers(judgement.comparison(), mean) ? 1 : 0;
        }
        tally.wrong = improvement < 0.5 ? tally.first : tally.second;
        print(
                "%d pairs, %s against %s: mean difference %.4f, improvement %.2f; first better %.3f, second better %.3f,"
                        + " mean covered %.3f",
                pairs,
                first,
                second,
                mean,
                improvement,
                (double) tally.first / EXPERIMENTS,
                (double) tally.second / EXPERIMENTS,
                (double) tally.covering / EXPERIMENTS);
        return tally;
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 10, 20, 50, 100})
    void intervalsOfOneCellCoverWhatTheyAreOf(int seeds) {
        int means = 0;
        int shares = 0;
        int all = 0;
        for (double[] outcomes : STORED.cells().values()) {
            double mean = InterquartileMean.of(outcomes, 0).value();
            double share = learned(outcomes).value();
            RandomStream random = new RandomStream(seeds, RandomStream.Purpose.SHUFFLE, all);
            for (int i = 0; i < EXPERIMENTS; i++) {
                double[] drawn = at(outcomes, seeds(random, seeds));
                means += covers(
                                Objects.requireNonNull(
                                        InterquartileMean.of(drawn, i).interval()),
                                mean)
                        ? 1
                        : 0;
                shares += covers(learned(drawn).interval(), share) ? 1 : 0;
                all++;
            }
        }
        Share ofMeans = Share.of(means, all);
        Share ofShares = Share.of(shares, all);
        print("%d seeds: the interquartile mean is covered %s, the share that learned %s", seeds, ofMeans, ofShares);
        assertThat(ofMeans.value()).isGreaterThanOrEqualTo((seeds < 10 ? 0.9 : 0.93) - chance(all));
        assertThat(ofShares.value()).isGreaterThanOrEqualTo(0.93 - chance(all));
    }

    private static Share learned(double[] outcomes) {
        return Share.of(
                (int) Arrays.stream(outcomes).filter(outcome -> outcome >= 0.9).count(), outcomes.length);
    }

    private static List<double[]> drawn(RandomStream random, double[] outcomes, int cells, int pairs) {
        List<double[]> drawn = new ArrayList<>();
        for (int i = 0; i < cells; i++) {
            drawn.add(at(outcomes, seeds(random, pairs)));
        }
        return drawn;
    }

    private static int[] seeds(RandomStream random, int count) {
        int[] seeds = new int[count];
        Arrays.setAll(seeds, i -> random.nextInt(400));
        return seeds;
    }

    private static double[] at(double[] outcomes, int[] seeds) {
        return Arrays.stream(seeds).mapToDouble(seed -> outcomes[seed]).toArray();
    }

    /** Every cell against every other. */
    private static List<Judgement> judged(List<double[]> cells) {
        List<PairedComparison> comparisons = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            for (int j = i + 1; j < cells.size(); j++) {
                comparisons.add(compared(cells.get(i), cells.get(j)));
            }
        }
        return Judgement.of(comparisons, Better.HIGHER);
    }

    private static PairedComparison compared(double[] a, double[] b) {
        return PairedComparison.of(ComparisonLawsTest.bySeed(a), ComparisonLawsTest.bySeed(b), Better.HIGHER, 1);
    }

    private static boolean isDecided(Judgement judgement) {
        return judgement.verdict() == Verdict.A_BETTER || judgement.verdict() == Verdict.B_BETTER;
    }

    private static boolean covers(PairedComparison comparison, double value) {
        return covers(Objects.requireNonNull(comparison.interval()), value);
    }

    private static boolean covers(Interval interval, double value) {
        return interval.low() - 1e-9 <= value && value <= interval.high() + 1e-9;
    }

    /** Only when all is repeated: figures of the quick form are not worth reading. */
    private static void print(String format, Object... parts) {
        if (EXPERIMENTS >= 1000) {
            Object[] texts = Arrays.stream(parts)
                    .map(part -> part instanceof Share share ? text(share) : part)
                    .toArray();
            System.out.println(String.format(Locale.ROOT, format, texts));
        }
    }

    private static String text(Share share) {
        return String.format(
                Locale.ROOT,
                "%.2f %% (%.2f to %.2f, %d of %d)",
                100 * share.value(),
                100 * share.interval().low(),
                100 * share.interval().high(),
                share.count(),
                share.of());
    }
}
