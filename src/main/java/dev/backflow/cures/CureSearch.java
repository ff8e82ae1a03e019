package dev.backflow.cures;

import dev.backflow.cures.CureAnswer.Tested;
import dev.backflow.cures.CureAnswer.Verdict;
import dev.backflow.diagnosis.BundlePart;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The search for the smallest change that makes a run learn. First all that helps at once ({@link
 * BundlePart#BUNDLE}); where that fails, more of it. What it reaches is the goal. Then the first remedies of findings
 * and each part of the bundle alone, then the bundle less one part after the other, as long as the goal is kept. One
 * seed is enough to reject, three claim. The same run gives the same answer.
 */
final class CureSearch {

    /** Of what simple answers reach; of the whole way where that is not known. */
    private static final double ENOUGH = 0.9;

    /** Of the whole way, to be called an improvement. */
    private static final double MORE = 0.1;

    private static final int SEEDS = 3;
    private static final long MOST_SEED = (1L << 53) - 1;

    private final CureCase run;
    private final List<FirstAid> remedies;
    private final Trials trials;
    private final List<Long> seeds;

    /** @param attainable what simple answers reach, as {@link Trial#way}; NaN where that is not known */
    private final double attainable;

    CureSearch(CureCase run, List<FirstAid> remedies, double attainable, Trials trials) {
        this.run = run;
        this.remedies = remedies;
        this.attainable = attainable;
        this.trials = trials;
        long seed = run.unchanged().spec().seed();
        seeds = LongStream.range(0, SEEDS)
                .map(i -> (seed + i) % (MOST_SEED + 1))
                .boxed()
                .toList();
    }

    /** A treatment that has been trained with the first seed. */
    private record Tried(Set<BundlePart> parts, Treatment treatment, Trial trial) {

        Goal goal() {
            return new Goal(trial);
        }
    }

    /**
     * The answer.
     *
     * @throws SearchPausedException if it is to go on later
     */
    CureAnswer search() {
        Trial before = first(run.unchanged()).orElseThrow(() -> new IllegalStateException("nothing may be trained"));
        Optional<Tried> bundle = tried(EnumSet.copyOf(BundlePart.BUNDLE));
        Tried unchanged = new Tried(Set.of(), run.unchanged(), before);
        Tried goal = bundle.filter(each -> isBetter(each.trial(), before)).orElse(unchanged);
        if (isHealthy(before, goal.trial()) && 2 * goal.goal().count(all(run.unchanged())) > SEEDS) {
            return healthy(goal);
        }
        for (int i = 0; i < BundlePart.HARDER.size() && !isGood(goal.trial()); i++) {
            Tried best = goal;
            goal = tried(BundlePart.HARDER.get(i))
                    .filter(each -> isBetter(each.trial(), best.trial()))
                    .orElse(goal);
        }
        Optional<Trial> itself = remedies.isEmpty() ? run.whole().flatMap(this::first) : Optional.empty();
        if (itself.isPresent() && isAsGood(itself.get(), goal.trial())) {
            return new Wording(run, trials)
                    .healthy(Tested.of(seeds.subList(0, 1), List.of(itself.get()), 1), goal.trial());
        }
        boolean silent = remedies.isEmpty() && before.isClean();
        if (silent && before.way() >= Goal.HALF * goal.trial().way()) {
            return healthy(goal);
        }
        if (goal == unchanged || !Goal.isCertain(goal.trial()) || gain(before, goal.trial()) < MORE) {
            return nothing(goal);
        }
        return smallest(goal);
    }

    private Optional<Trial> first(Treatment treatment) {
        return trials.of(treatment, seeds.get(0));
    }

    private Optional<Tried> tried(Set<BundlePart> parts) {
        Treatment treatment = run.with(parts);
        return first(treatment).map(trial -> new Tried(parts, treatment, trial));
    }

    /** Held-out examples decide; where a finding is left, it must be for much more. */
    private static boolean isBetter(Trial trial, Trial than) {
        double more = trial.way() - than.way();
        return trial.isClean() == than.isClean() ? more > 0 : more > (trial.isClean() ? -MORE : MORE);
    }

    /** Whether nothing is missing. */
    private boolean isGood(Trial trial) {
        double enough = Double.isNaN(attainable) ? ENOUGH : Math.max(Goal.HALF, ENOUGH * attainable);
        return trial.isClean() && trial.training().way() >= enough && trial.way() >= Goal.HALF - trial.slack();
    }

    /** Whether it does what the bundle does, and has learned something at all. */
    private boolean isHealthy(Trial before, Trial bundle) {
        boolean asFar = new Goal(bundle).isAsFar(before) || before.heldOut() != null && before.way() >= bundle.way();
        return asFar
                && (before.isClean() || bundle == before)
                && (before.training().way() >= Goal.HALF || isGood(before));
    }

    /** Whether a run of which no rule says anything learns as much from all of its examples. */
    private static boolean isAsGood(Trial itself, Trial goal) {
        return itself.isClean()
                && new Goal(goal).isAsFarInTraining(itself.training().way());
    }

    private static double gain(Trial before, Trial after) {
        return Math.min(
                after.way() - before.way(),
                after.training().way() - before.training().way());
    }

    /** Whether the first seed reaches the goal; or comes as far, with a finding that the others do not have. */
    private boolean isPromising(Treatment treatment, Goal goal) {
        return first(treatment)
                .filter(goal::isApproachedBy)
                .filter(trial -> goal.isReachedBy(trial) || goal.isReachedByMost(all(treatment)))
                .isPresent();
    }

    private CureAnswer smallest(Tried goal) {
        List<Treatment> alone = Stream.concat(
                        remedies.stream().map(run::with).flatMap(Optional::stream),
                        goal.parts().stream().map(part -> run.with(List.of(part))))
                .filter(treatment -> treatment.size() == 1)
                .toList();
        for (Treatment treatment : alone) {
            if (isPromising(treatment, goal.goal()) && claimed(treatment, goal)) {
                return answer(treatment, goal);
            }
        }
        List<Treatment> smaller = shrunk(goal);
        for (int i = smaller.size() - 1; i > 0; i--) { // the largest is the goal itself
            if (claimed(smaller.get(i), goal)) {
                return answer(smaller.get(i), goal);
            }
        }
        return answer(goal.treatment(), goal);
    }

    /** The goal, and with one part less after the other, each of which still reaches it. */
    private List<Treatment> shrunk(Tried goal) {
        List<Treatment> kept = new ArrayList<>(List.of(goal.treatment()));
        Set<BundlePart> left = EnumSet.noneOf(BundlePart.class);
        goal.treatment().changes().stream().map(change -> part(change.id())).forEach(left::add);
        for (BundlePart part : new TreeSet<>(left).descendingSet()) { // what costs time goes first
            Set<BundlePart> without = EnumSet.copyOf(left);
            without.remove(part);
            Treatment smaller = run.with(without);
            if (smaller.size() > 0 && smaller.size() < left.size() && isPromising(smaller, goal.goal())) {
                left = without;
                kept.add(smaller);
            }
        }
        return kept;
    }

    private static BundlePart part(String id) {
        return Stream.of(BundlePart.values())
                .filter(part -> part.wireName().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private List<Trial> all(Treatment treatment) {
        return seeds.stream()
                .map(seed -> trials.of(treatment, seed))
                .flatMap(Optional::stream)
                .toList();
    }

    private boolean claimed(Treatment treatment, Tried goal) {
        List<Trial> all = all(treatment);
        return all.size() == SEEDS && goal.goal().isReachedByMost(all);
    }

    private CureAnswer healthy(Tried goal) {
        return new Wording(run, trials).healthy(tested(run.unchanged(), goal), goal.trial());
    }

    private CureAnswer nothing(Tried goal) {
        return new Wording(run, trials)
                .nothing(tested(run.unchanged(), goal), goal.treatment(), tested(goal.treatment(), goal));
    }

    private CureAnswer answer(Treatment treatment, Tried goal) {
        List<Trial> after = all(treatment);
        List<Trial> before = all(run.unchanged());
        Tested first = tested(run.unchanged(), goal);
        Tested last = tested(treatment, goal);
        if (after.size() < SEEDS || 2 * goal.goal().count(after) <= after.size()) {
            return new Wording(run, trials).nothing(first, treatment, last);
        }
        if (2 * goal.goal().count(before) > before.size() && before.get(0).isClean()) {
            return new Wording(run, trials).healthy(first, goal.trial());
        }
        Verdict verdict = Goal.isCured(after) ? Verdict.CURED : Verdict.IMPROVED;
        return new Wording(run, trials).cure(verdict, treatment, parts(treatment), first, last);
    }

    private Tested tested(Treatment treatment, Tried goal) {
        List<Trial> all = all(treatment);
        return Tested.of(seeds.subList(0, all.size()), all, goal.goal().count(all));
    }

    /** What each part contributes: the metric where all others are done. */
    private List<CureAnswer.Part> parts(Treatment treatment) {
        return treatment.changes().stream()
                .map(change -> new CureAnswer.Part(change.id(), change.title(), without(treatment, change)))
                .toList();
    }

    private @Nullable Double without(Treatment treatment, Treatment.Change change) {
        List<BundlePart> others = treatment.changes().stream()
                .filter(each -> each != change)
                .map(each -> part(each.id()))
                .toList();
        return first(run.with(others))
                .map(trial -> trial.training().value())
                .filter(Double::isFinite)
                .orElse(null);
    }
}
