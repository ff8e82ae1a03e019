package dev.backflow.experiments.statistics;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How two cells differ over the seeds that both have. The outcomes of one seed are a pair: same data, same batches, same
 * underlying draws.
 *
 * @param pairs seeds that both cells have
 * @param meanDifference the mean of a − b over the pairs, in the unit of the outcomes; null without pairs
 * @param interval of {@code meanDifference}: all differences that the exact test does not reject. It covers 95 % where
 *     the differences lie evenly about their mean, as those of equal cells do; failures too rare to be among the pairs
 *     it cannot know of. Null with fewer than 6 pairs, of which the test rejects nothing
 * @param wins pairs in which a is better
 * @param ties pairs with equal outcomes
 * @param losses pairs in which b is better
 * @param probabilityOfImprovement (wins + ties / 2) / pairs: how often a is better than b at the same seed; null without
 *     pairs
 * @param correlation Pearson's, of a and b over the pairs; null if one of them is constant
 * @param p two-sided, of the sign-flip test that the cells do not differ. Exact up to 24 pairs; beyond that (b + 1) /
 *     (m + 1) with m = 131,071 drawn choices of signs
 */
public record PairedComparison(
        int pairs,
        @Nullable Double meanDifference,
        @Nullable Interval interval,
        int wins,
        int ties,
        int losses,
        @Nullable Double probabilityOfImprovement,
        @Nullable Double correlation,
        double p) {

    /**
     * @param a outcomes by seed; a failed run counts as the worst outcome
     * @param b the same of the other cell
     * @param seed fixes what is drawn with more than 24 pairs
     * @param <S> what tells seeds apart
     * @throws IllegalArgumentException if an outcome of a pair is NaN or not below 1e100 in magnitude
     */
    public static <S> PairedComparison of(Map<S, Double> a, Map<S, Double> b, Better better, long seed) {
        Pairs pairs = Pairs.of(a, b);
        int n = pairs.pairs().size();
        int higher = pairs.count(1);
        int lower = pairs.count(-1);
        int wins = better == Better.HIGHER ? higher : lower;
        int losses = better == Better.HIGHER ? lower : higher;
        int ties = n - wins - losses;
        if (n == 0) {
            return new PairedComparison(0, null, null, 0, 0, 0, null, null, 1);
        }
        boolean reversed = pairs.isReversed();
        Pairs ordered = reversed ? pairs.swapped() : pairs;
        double mean = Pairs.mean(ordered.differences());
        SignFlips flips = SignFlips.of(ordered.differences(), seed);
        Interval interval = flips.interval();
        return new PairedComparison(
                n,
                reversed ? 0.0 - mean : mean,
                reversed && interval != null ? interval.negated() : interval,
                wins,
                ties,
                losses,
                (wins + ties / 2.0) / n,
                ordered.correlation(),
                flips.p());
    }
}
