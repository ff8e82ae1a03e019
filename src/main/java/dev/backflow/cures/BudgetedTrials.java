package dev.backflow.cures;

import dev.backflow.runs.RunCost;
import dev.backflow.runs.RunSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Trials as long as there is something to spend: {@value Cure#MOST_TRAININGS} trainings, which together are expected to
 * take no longer than 60 times the run's own, or than ten seconds of CPU where that is more.
 */
final class BudgetedTrials implements Trials {

    private static final double MOST_TIMES = 60;
    private static final double LEAST_SECONDS = 10;

    private final double mostSeconds;
    private final Map<String, Trial> made;
    private final Function<RunSpec, Trial> training;
    private double seconds;

    /**
     * @param known that were made before
     * @param spent seconds that they were expected to take
     * @param training may throw what is to end or pause the search
     */
    BudgetedTrials(RunSpec unchanged, Map<String, Trial> known, double spent, Function<RunSpec, Trial> training) {
        mostSeconds = Math.max(LEAST_SECONDS, MOST_TIMES * RunCost.of(unchanged).cpuSeconds());
        made = new LinkedHashMap<>(known);
        seconds = spent;
        this.training = training;
    }

    @Override
    public Optional<Trial> of(Treatment treatment, long seed) {
        String key = Trials.key(treatment, seed);
        Trial known = made.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        double more = RunCost.of(treatment.spec()).cpuSeconds();
        if (made.size() >= Cure.MOST_TRAININGS || !made.isEmpty() && seconds + more > mostSeconds) {
            return Optional.empty();
        }
        Trial trial = training.apply(CureCase.seeded(treatment, seed));
        made.put(key, trial);
        seconds += more;
        return Optional.of(trial);
    }

    @Override
    public Map<String, Trial> made() {
        return made;
    }

    @Override
    public double seconds() {
        return seconds;
    }
}
