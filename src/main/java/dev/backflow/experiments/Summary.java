package dev.backflow.experiments;

import dev.backflow.experiments.statistics.InterquartileMean;
import dev.backflow.experiments.statistics.Interval;
import dev.backflow.experiments.statistics.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the runs of an experiment say, cell by cell.
 *
 * @param complete whether all runs have ended; until then it is about those that have
 * @param metric that is asked for
 * @param smallerIsBetter whether a smaller value of it is a better one
 * @param cells in their order
 * @param claim whether what was claimed holds; null where nothing was
 */
public record Summary(
        String experimentId,
        boolean complete,
        String metric,
        boolean smallerIsBetter,
        List<OfCell> cells,
        @Nullable JudgedClaim claim) {

    /**
     * What the runs of a cell say.
     *
     * @param runs that have succeeded
     * @param learned share of the seeds with which the network learned; null where nobody said what is learned, and
     *     without runs
     * @param value of the metric over the seeds; null without runs
     * @param values one by one, in the order of the seeds
     * @param findings how often each rule objects, the most frequent first
     * @param untrainedGain log10 of RMS(δ of the first layer) / RMS(δ of the last): how much of the gradient arrives,
     *     over the seeds; null where that is not recorded
     * @param trainedGain the same at the last epoch
     * @param sentence whether the gradient flows and whether the network learns, in words
     */
    public record OfCell(
            int cell,
            String title,
            Map<String, String> settings,
            int runs,
            @Nullable Proportion learned,
            @Nullable Middle value,
            List<OfSeed> values,
            List<OfRule> findings,
            @Nullable Quantiles untrainedGain,
            @Nullable Quantiles trainedGain,
            String sentence) {}

    /**
     * A share of the seeds.
     *
     * @param low end of Wilson's 95 % interval
     * @param high its other end
     */
    public record Proportion(int count, int of, double share, double low, double high) {

        static Proportion of(long count, int of) {
            Share share = Share.of((int) count, of);
            return new Proportion(
                    share.count(),
                    share.of(),
                    share.value(),
                    share.interval().low(),
                    share.interval().high());
        }
    }

    /**
     * Where values lie over the seeds. A run whose value is not finite counts as the worst that any run of the
     * experiment had.
     *
     * @param interquartileMean the mean of the middle half
     * @param low end of its 95 % bootstrap interval; null with a single value
     * @param high its other end
     */
    public record Middle(
            double interquartileMean,
            @Nullable Double low,
            @Nullable Double high,
            Quantiles quantiles) {

        static Middle of(double[] values, long seed) {
            InterquartileMean middle = InterquartileMean.of(values, seed);
            Interval interval = middle.interval();
            return new Middle(
                    middle.value(),
                    interval == null ? null : interval.low(),
                    interval == null ? null : interval.high(),
                    Quantiles.of(values));
        }
    }

    /** Of values over the seeds, by linear interpolation. */
    public record Quantiles(double p05, double p25, double p50, double p75, double p95) {

        double[] all() {
            return new double[] {p05, p25, p50, p75, p95};
        }

        static Quantiles of(double[] values) {
            double[] quantiles = InterquartileMean.quantiles(values, 0.05, 0.25, 0.5, 0.75, 0.95);
            return new Quantiles(quantiles[0], quantiles[1], quantiles[2], quantiles[3], quantiles[4]);
        }
    }

    /**
     * The value of one run.
     *
     * @param value null if it is not finite
     * @param untrainedGain log10 of how much of the gradient arrives at the first layer of the untrained network; null
     *     where that is not recorded, or 0
     * @param trainedGain the same at the last epoch
     */
    public record OfSeed(
            int seed,
            String run,
            @Nullable Double value,
            @Nullable Double untrainedGain,
            @Nullable Double trainedGain) {}

    /** How often a rule objects. */
    public record OfRule(String rule, Proportion runs) {}

    static Summary of(Experiment experiment, boolean complete, List<Outcome> outcomes) {
        Experiment.Plan plan = experiment.plan();
        double worst = worst(plan, outcomes);
        return new Summary(
                experiment.id(),
                complete,
                plan.metric(),
                plan.smallerIsBetter(),
                IntStream.range(0, plan.cells().size())
                        .mapToObj(cell -> ofCell(
                                plan,
                                cell,
                                worst,
                                outcomes.stream()
                                        .filter(outcome -> outcome.cell() == cell)
                                        .toList()))
                        .toList(),
                claim(experiment, complete, outcomes));
    }

    private static @Nullable JudgedClaim claim(Experiment experiment, boolean complete, List<Outcome> outcomes) {
        Claim claim = experiment.plan().claim();
        return complete || claim == null
                ? JudgedClaim.of(experiment.plan(), outcomes)
                : JudgedClaim.pending(claim, outcomes.size(), experiment.runs());
    }

    /** What a run that diverged counts as: the worst finite answer of all; 0 if there is none. */
    static double worst(Experiment.Plan plan, List<Outcome> outcomes) {
        double[] finite = outcomes.stream()
                .mapToDouble(Outcome::answer)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return finite.length == 0 ? 0 : finite[plan.smallerIsBetter() ? finite.length - 1 : 0];
    }

    private static OfCell ofCell(Experiment.Plan plan, int cell, double worst, List<Outcome> outcomes) {
        int runs = outcomes.size();
        double[] values = outcomes.stream()
                .mapToDouble(outcome -> counted(outcome, worst))
                .toArray();
        long learned = outcomes.stream()
                .filter(outcome -> plan.question().isLearned(outcome.answer(), plan.smallerIsBetter()))
                .count();
        boolean asked = plan.question().learnedFrom() != null;
        Proportion share = runs == 0 || !asked ? null : Proportion.of(learned, runs);
        Quantiles untrained = quantiles(outcomes, Outcome::untrainedGain);
        return new OfCell(
                cell,
                plan.title(cell),
                plan.settings(cell),
                runs,
                share,
                runs == 0 ? null : Middle.of(values, plan.seeds().first()),
                outcomes.stream()
                        .map(outcome -> new OfSeed(
                                outcome.seed(),
                                outcome.run(),
                                Double.isFinite(outcome.answer()) ? outcome.answer() : null,
                                outcome.untrainedGain(),
                                outcome.trainedGain()))
                        .toList(),
                rules(outcomes),
                untrained,
                quantiles(outcomes, Outcome::trainedGain),
                CellInWords.of(runs, share, untrained, rules(outcomes)));
    }

    static double counted(Outcome outcome, double worst) {
        return Double.isFinite(outcome.answer()) ? outcome.answer() : worst;
    }

    private static List<OfRule> rules(List<Outcome> outcomes) {
        Map<String, Integer> counts = new TreeMap<>();
        outcomes.forEach(outcome -> outcome.findings().forEach(rule -> counts.merge(rule, 1, Integer::sum)));
        List<OfRule> rules = new ArrayList<>();
        counts.forEach((rule, count) -> rules.add(new OfRule(rule, Proportion.of(count, outcomes.size()))));
        rules.sort((a, b) -> Integer.compare(b.runs().count(), a.runs().count()));
        return rules;
    }

    private static @Nullable Quantiles quantiles(List<Outcome> outcomes, Function<Outcome, @Nullable Double> gain) {
        double[] gains = outcomes.stream()
                .map(gain)
                .filter(value -> value != null)
                .mapToDouble(value -> value)
                .toArray();
        return gains.length == 0 ? null : Quantiles.of(gains);
    }
}
