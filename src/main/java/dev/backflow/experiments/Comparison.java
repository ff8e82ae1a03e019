package dev.backflow.experiments;

import dev.backflow.experiments.statistics.Better;
import dev.backflow.experiments.statistics.Interval;
import dev.backflow.experiments.statistics.Judgement;
import dev.backflow.experiments.statistics.PairedComparison;
import dev.backflow.experiments.statistics.Verdict;
import dev.backflow.spec.WireNames;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether cells differ, in pairs of one seed.
 *
 * @param complete whether all runs have ended; until then it is about those that have
 * @param metric that is asked for
 * @param items one for each pair of cells, or for each other cell and the baseline
 */
public record Comparison(String experimentId, boolean complete, String metric, List<Item> items) {

    /**
     * Two cells.
     *
     * @param a number of one cell
     * @param b of the other; the baseline, if there is one
     * @param pairs seeds that both cells have
     * @param difference the mean of a − b over the pairs
     * @param low end of its 95 % interval: all that the exact test does not reject
     * @param high its other end
     * @param wins pairs in which a is better
     * @param losses pairs in which b is better
     * @param probabilityOfImprovement how often a is better than b at the same seed, ties counted half
     * @param correlation of a and b over the pairs: how much of the luck pairs have in common; null if one is constant
     * @param p two-sided, of the exact sign-flip test
     * @param adjustedP by Holm's method over all comparisons of this answer
     * @param verdict better needs {@code adjusted_p} ≤ .05 and an interval that excludes 0
     * @param sentence the same in words
     */
    public record Item(
            int a,
            String aTitle,
            int b,
            String bTitle,
            int pairs,
            @Nullable Double difference,
            @Nullable Double low,
            @Nullable Double high,
            int wins,
            int ties,
            int losses,
            @Nullable Double probabilityOfImprovement,
            @Nullable Double correlation,
            double p,
            double adjustedP,
            @Schema(implementation = Verdict.class) String verdict,
            String sentence) {}

    private record Two(int a, int b) {}

    /** @param baseline the cell that all others are compared with; null for each pair of cells */
    static Comparison of(Experiment experiment, boolean complete, List<Outcome> outcomes, @Nullable Integer baseline) {
        Experiment.Plan plan = experiment.plan();
        double worst = Summary.worst(plan, outcomes);
        Better better = plan.smallerIsBetter() ? Better.LOWER : Better.HIGHER;
        List<Two> twos = twos(plan.cells().size(), baseline);
        List<PairedComparison> compared = twos.stream()
                .map(two -> PairedComparison.of(
                        bySeed(outcomes, two.a, worst),
                        bySeed(outcomes, two.b, worst),
                        better,
                        plan.seeds().first()))
                .toList();
        List<Judgement> judged = Judgement.of(compared, better);
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < twos.size(); i++) {
            items.add(item(plan, twos.get(i), judged.get(i), twos.size()));
        }
        return new Comparison(experiment.id(), complete, plan.metric(), items);
    }

    private static List<Two> twos(int cells, @Nullable Integer baseline) {
        List<Two> twos = new ArrayList<>();
        for (int a = 0; a < cells; a++) {
            for (int b = 0; b < cells; b++) {
                if (baseline == null ? a < b : b == baseline && a != b) {
                    twos.add(new Two(a, b));
                }
            }
        }
        return twos;
    }

    private static Map<Integer, Double> bySeed(List<Outcome> outcomes, int cell, double worst) {
        Map<Integer, Double> values = new TreeMap<>();
        outcomes.stream()
                .filter(outcome -> outcome.cell() == cell)
                .forEach(outcome -> values.put(outcome.seed(), Summary.counted(outcome, worst)));
        return values;
    }

    private static Item item(Experiment.Plan plan, Two two, Judgement judged, int comparisons) {
        PairedComparison compared = judged.comparison();
        Interval interval = compared.interval();
        return new Item(
                two.a,
                plan.title(two.a),
                two.b,
                plan.title(two.b),
                compared.pairs(),
                compared.meanDifference(),
                interval == null ? null : interval.low(),
                interval == null ? null : interval.high(),
                compared.wins(),
                compared.ties(),
                compared.losses(),
                compared.probabilityOfImprovement(),
                compared.correlation(),
                compared.p(),
                judged.adjustedP(),
                WireNames.of(judged.verdict()),
                sentence(plan, two, judged, comparisons));
    }

    private static String sentence(Experiment.Plan plan, Two two, Judgement judged, int comparisons) {
        String a = plan.title(two.a);
        String b = plan.title(two.b);
        int pairs = judged.comparison().pairs();
        return switch (judged.verdict()) {
            case A_BETTER ->
                better(plan, a, b, judged.comparison(), judged.comparison().wins());
            case B_BETTER ->
                better(plan, b, a, judged.comparison(), judged.comparison().losses());
            case NO_DIFFERENCE_SHOWN ->
                "No difference between %s and %s is shown over %d seeds: on average the %s differs by %s (95 %% interval %s)."
                        .formatted(
                                a,
                                b,
                                pairs,
                                plan.metric(),
                                number(judged.comparison().meanDifference()),
                                range(judged.comparison().interval()));
            case TOO_FEW_PAIRS ->
                "%d seeds are too few to tell %s from %s: %s needs %d."
                        .formatted(
                                pairs,
                                a,
                                b,
                                comparisons == 1 ? "one comparison" : "one of " + comparisons + " comparisons",
                                Judgement.pairsNeeded(comparisons));
        };
    }

    private static String better(
            Experiment.Plan plan, String winner, String loser, PairedComparison compared, int won) {
        return "%s is better than %s: over %d seeds its %s is %s %s on average (95 %% interval %s), and it is better with %d of them."
                .formatted(
                        winner,
                        loser,
                        compared.pairs(),
                        plan.metric(),
                        magnitude(compared.meanDifference()),
                        plan.smallerIsBetter() ? "lower" : "higher",
                        magnitudes(compared.interval()),
                        won);
    }

    private static String magnitude(@Nullable Double value) {
        return number(value == null ? null : Math.abs(value));
    }

    /** Of an interval that does not hold 0. */
    private static String magnitudes(@Nullable Interval interval) {
        return interval == null || interval.low() > 0
                ? range(interval)
                : range(new Interval(-interval.high(), -interval.low()));
    }

    private static String range(@Nullable Interval interval) {
        return interval == null ? "unknown" : number(interval.low()) + " to " + number(interval.high());
    }

    private static String number(@Nullable Double value) {
        return value == null
                ? "unknown"
                : String.format(Locale.ROOT, "%.3g", value)
                        .replaceAll("(\\.\\d*?)0+$", "$1")
                        .replaceAll("\\.$", "");
    }
}
