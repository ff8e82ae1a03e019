package dev.backflow.experiments;

import dev.backflow.experiments.Claim.Condition;
import dev.backflow.experiments.Claim.Measure;
import dev.backflow.experiments.Claim.Relation;
import dev.backflow.experiments.JudgedClaim.Part;
import dev.backflow.experiments.JudgedClaim.Verdict;
import dev.backflow.experiments.statistics.Better;
import dev.backflow.experiments.statistics.InterquartileMean;
import dev.backflow.experiments.statistics.Interval;
import dev.backflow.experiments.statistics.Judgement;
import dev.backflow.experiments.statistics.PairedComparison;
import dev.backflow.experiments.statistics.Share;
import dev.backflow.recording.ShortNumber;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds a claim against the outcomes. Shares have Wilson's interval, other numbers the interval of the interquartile
 * mean over the seeds; cells are compared in pairs of one seed, Holm's correction over all comparisons of the claim.
 */
final class ClaimJudge {

    /** Fewer have no interval that can be trusted. */
    private static final int FEWEST = 6;

    private final Experiment.Plan plan;
    private final List<Outcome> outcomes;
    private final double worst;

    ClaimJudge(Experiment.Plan plan, List<Outcome> outcomes) {
        this.plan = plan;
        this.outcomes = outcomes;
        worst = Summary.worst(plan, outcomes);
    }

    /** One for each condition. */
    List<Part> judge(Claim claim) {
        List<PairedComparison> compared = claim.conditions().stream()
                .filter(Condition::compares)
                .map(this::compared)
                .toList();
        Iterator<Judgement> judged = Judgement.of(compared, Better.HIGHER).iterator();
        return claim.conditions().stream()
                .map(condition -> condition.compares() ? comparison(condition, judged.next()) : bound(condition))
                .toList();
    }

    private Part bound(Condition condition) {
        Map<Integer, Double> values = values(condition.measure(), condition.cell());
        double bound = Objects.requireNonNull(condition.value());
        boolean share = condition.measure() == Measure.LEARNED;
        int seeds = values.size();
        if (seeds == 0 || !share && seeds < FEWEST) {
            String few = seeds + " seeds of " + condition.cell() + " are too few; at least " + FEWEST + " are needed.";
            return Part.of(condition, Verdict.NOT_SHOWN, few);
        }
        Interval interval;
        String seen;
        if (share) {
            int learned =
                    (int) values.values().stream().filter(value -> value > 0).count();
            interval = Share.of(learned, seeds).interval();
            seen = "%s learned with %d of %d seeds".formatted(condition.cell(), learned, seeds);
        } else {
            double[] all = values.values().stream().mapToDouble(value -> value).toArray();
            InterquartileMean middle = InterquartileMean.of(all, plan.seeds().first());
            interval = Objects.requireNonNull(middle.interval());
            seen = "%s of %s is %s over %d seeds"
                    .formatted(called(condition.measure()), condition.cell(), number(middle.value()), seeds);
        }
        boolean least = condition.relation() == Relation.AT_LEAST;
        boolean within = least ? interval.low() >= bound : interval.high() <= bound;
        boolean beyond = least ? interval.high() < bound : interval.low() > bound;
        String sentence = "%s (95 %% interval %s), and the claim is at %s %s."
                .formatted(seen, range(interval), least ? "least" : "most", number(bound));
        return Part.of(
                condition, within ? Verdict.HOLDS : beyond ? Verdict.DOES_NOT_HOLD : Verdict.NOT_SHOWN, sentence);
    }

    private PairedComparison compared(Condition condition) {
        return PairedComparison.of(
                better(condition, condition.cell()),
                better(condition, Objects.requireNonNull(condition.than())),
                Better.HIGHER,
                plan.seeds().first());
    }

    private Part comparison(Condition condition, Judgement judged) {
        PairedComparison compared = judged.comparison();
        String cells = condition.cell() + " against " + condition.than();
        if (compared.meanDifference() == null || compared.interval() == null) {
            return Part.of(
                    condition, Verdict.NOT_SHOWN, compared.pairs() + " seeds are too few to tell " + cells + ".");
        }
        Interval interval = compared.interval();
        boolean claimed = condition.relation() == Relation.BETTER_THAN;
        double margin = condition.value() == null ? 0 : condition.value();
        Verdict verdict = switch (judged.verdict()) {
            case A_BETTER ->
                claimed ? Verdict.HOLDS : interval.low() > margin ? Verdict.DOES_NOT_HOLD : within(interval, margin);
            case B_BETTER -> claimed ? Verdict.DOES_NOT_HOLD : Verdict.HOLDS;
            case NO_DIFFERENCE_SHOWN, TOO_FEW_PAIRS -> claimed ? Verdict.NOT_SHOWN : within(interval, margin);
        };
        boolean flipped = isFlipped(condition.measure());
        double difference = flipped ? 0.0 - compared.meanDifference() : compared.meanDifference();
        Interval shown = flipped ? new Interval(0.0 - interval.high(), 0.0 - interval.low()) : interval;
        String sentence =
                "%s: over %d seeds %s differs by %s on average (95 %% interval %s), better with %d and worse with %d seeds."
                        .formatted(
                                cells,
                                compared.pairs(),
                                called(condition.measure()),
                                number(difference),
                                range(shown),
                                compared.wins(),
                                compared.losses());
        return Part.of(condition, verdict, sentence);
    }

    private static Verdict within(Interval interval, double margin) {
        return interval.high() <= margin && margin > 0 ? Verdict.HOLDS : Verdict.NOT_SHOWN;
    }

    private boolean isFlipped(Measure measure) {
        return measure == Measure.VALUE && plan.smallerIsBetter();
    }

    /** By seed, larger ones better. */
    private Map<Integer, Double> better(Condition condition, String cell) {
        Map<Integer, Double> values = values(condition.measure(), cell);
        if (isFlipped(condition.measure())) {
            values.replaceAll((seed, value) -> 0.0 - value);
        }
        return values;
    }

    /** By seed, of those runs that have the number. */
    private Map<Integer, Double> values(Measure measure, String cell) {
        int number = plan.cell(cell);
        Map<Integer, Double> values = new TreeMap<>();
        for (Outcome outcome : outcomes) {
            Double value = outcome.cell() == number ? value(measure, outcome) : null;
            if (value != null) {
                values.put(outcome.seed(), value);
            }
        }
        return values;
    }

    private @Nullable Double value(Measure measure, Outcome outcome) {
        return switch (measure) {
            case LEARNED -> plan.question().isLearned(outcome.answer(), plan.smallerIsBetter()) ? 1.0 : 0.0;
            case VALUE -> Summary.counted(outcome, worst);
            case UNTRAINED_GAIN -> outcome.untrainedGain();
            case TRAINED_GAIN -> outcome.trainedGain();
        };
    }

    private String called(Measure measure) {
        return switch (measure) {
            case LEARNED -> "the share that learned";
            case VALUE -> "the " + plan.metric();
            case UNTRAINED_GAIN -> "log10 of how much of the gradient arrives at the first layer, untrained,";
            case TRAINED_GAIN -> "log10 of how much of the gradient arrives at the first layer, trained,";
        };
    }

    private static String range(Interval interval) {
        return number(interval.low()) + " to " + number(interval.high());
    }

    private static String number(double value) {
        return ShortNumber.text(value);
    }
}
