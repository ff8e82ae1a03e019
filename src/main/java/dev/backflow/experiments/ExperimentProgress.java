package dev.backflow.experiments;

import dev.backflow.runs.RunRepository;
import dev.backflow.runs.RunRepository.Placed;
import dev.backflow.runs.RunState;
import dev.backflow.storage.RecordedColumns;
import dev.backflow.storage.RecordedRuns;
import java.time.Clock;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How far an experiment is, for those who follow it and were shown it before, on whatever thread. */
@Service
@Transactional(readOnly = true)
public class ExperimentProgress {

    private final ExperimentRepository experiments;
    private final RunRepository runs;
    private final RecordedRuns recorded;
    private final Clock clock;

    ExperimentProgress(ExperimentRepository experiments, RunRepository runs, RecordedRuns recorded, Clock clock) {
        this.experiments = experiments;
        this.runs = runs;
        this.recorded = recorded;
        this.clock = clock;
    }

    /**
     * A run that has ended.
     *
     * @param place among the runs of the experiment, in the order of the seeds and then of the cells
     * @param value its answer to the experiment's question; null if it has none or that is not finite
     */
    public record Ended(
            int place,
            String run,
            int cell,
            int seed,
            RunState state,
            @Nullable Double value) {}

    /** @throws NoSuchExperimentException if it is gone */
    public Standing standing(Experiment experiment) {
        if (!experiments.existsById(experiment.id())) {
            throw new NoSuchExperimentException(experiment.id());
        }
        return new Standing(runs.tally(experiment.id()), clock.instant());
    }

    /**
     * Runs that have ended.
     *
     * @param known places that are left out
     * @param most how many
     */
    public List<Ended> ended(Experiment experiment, BitSet known, int most) {
        Experiment.Plan plan = experiment.plan();
        return runs.placed(experiment.id()).stream()
                .filter(run -> !run.state().isActive() && !known.get(place(plan, run)))
                .limit(most)
                .map(run -> ended(plan, run))
                .toList();
    }

    private static int place(Experiment.Plan plan, Placed run) {
        return (run.seed() - plan.seeds().first()) * plan.cells().size() + run.cell();
    }

    /** One by one, because a run may have a million epochs. */
    private Ended ended(Experiment.Plan plan, Placed run) {
        Double value = run.state() == RunState.SUCCEEDED ? value(plan, run.id()) : null;
        return new Ended(place(plan, run), run.id(), run.cell(), run.seed(), run.state(), value);
    }

    private @Nullable Double value(Experiment.Plan plan, String run) {
        RecordedColumns read = recorded.open(List.of(run)).metric(plan.metric()).get(run);
        double[] values = read == null ? null : read.values().get(plan.metric());
        if (values == null) { // it was deleted just now
            return null;
        }
        double answer = plan.question().answer(values, plan.smallerIsBetter());
        return Double.isFinite(answer) ? answer : null;
    }
}
