package dev.backflow.experiments.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison shows as one of many: among 20 comparisons of equal cells one has p ≤ .05 by chance, so p is
 * adjusted such that all verdicts together say "better" of equal cells in at most 5 % of the grids.
 *
 * @param adjustedP by Holm's method (1979): the k-th smallest of m values of p times m − k + 1, at most 1, and never
 *     below a smaller one's
 * @param verdict "better" needs {@code adjustedP} ≤ .05 and an interval that excludes 0 on the same side
 */
public record Judgement(PairedComparison comparison, double adjustedP, Verdict verdict) {

    private static final double LEVEL = 0.05;

    /** Judges all comparisons of a grid, in the order in which they are given. */
    public static List<Judgement> of(List<PairedComparison> comparisons, Better better) {
        double[] adjusted =
                holm(comparisons.stream().mapToDouble(PairedComparison::p).toArray());
        List<Judgement> judgements = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            PairedComparison comparison = comparisons.get(i);
            Verdict verdict = comparison.pairs() < pairsNeeded(adjusted.length)
                    ? Verdict.TOO_FEW_PAIRS
                    : verdict(comparison.interval(), adjusted[i], better);
            judgements.add(new Judgement(comparison, adjusted[i], verdict));
        }
        return judgements;
    }

    /**
     * Fewest pairs of which the exact test can decide one of so many comparisons after Holm's correction: the smallest n
     * with 2 / 2ⁿ ≤ .05 / comparisons. 6 for one comparison, 7 for three, 10 for fifteen.
     */
    public static int pairsNeeded(int comparisons) {
        int pairs = 1;
        while (2 / Math.scalb(1.0, pairs) > LEVEL / comparisons) {
            pairs++;
        }
        return pairs;
    }

    private static Verdict verdict(@Nullable Interval interval, double adjustedP, Better better) {
        if (interval == null || adjustedP > LEVEL || !(interval.isAboveZero() || interval.isBelowZero())) {
            return Verdict.NO_DIFFERENCE_SHOWN;
        }
        return interval.isAboveZero() == (better == Better.HIGHER) ? Verdict.A_BETTER : Verdict.B_BETTER;
    }

    static double[] holm(double[] p) {
        int[] ascending = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(i -> i)
                .toArray();
        double[] adjusted = new double[p.length];
        double least = 0;
        for (int k = 0; k < p.length; k++) {
            least = Math.max(least, Math.min(1, (p.length - k) * p[ascending[k]]));
            adjusted[ascending[k]] = least;
        }
        return adjusted;
    }
}
