package dev.backflow.experiments;

import dev.backflow.access.Caller;
import dev.backflow.access.Callers;
import dev.backflow.datasets.CsvFiles;
import dev.backflow.experiments.ForeseenCells.Foreseen;
import dev.backflow.recording.BadQueryException;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.runs.Limits;
import dev.backflow.runs.Membership;
import dev.backflow.runs.PageToken;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunRepository;
import dev.backflow.runs.RunRepository.Placed;
import dev.backflow.runs.RunRequest;
import dev.backflow.runs.RunService;
import dev.backflow.runs.RunState;
import dev.backflow.series.Columns;
import jakarta.persistence.criteria.Predicate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What users do with experiments. Every method is one transaction, or one snapshot where what runs say is read. What
 * belongs to others does not exist for a caller, unless he is an admin.
 */
@Service
@Transactional
public class Experiments {

    private static final Sort NEWEST_FIRST = Sort.by(Sort.Direction.DESC, "submittedAt", "id");

    private static final int MOST_COMPARISONS = 1000;

    private final KeptAnswers answers = new KeptAnswers();

    private final ExperimentRepository experiments;
    private final RunRepository runs;
    private final RunService runService;
    private final OutcomeReader outcomes;
    private final Bands bands;
    private final Limits limits;
    private final CsvFiles files;
    private final ForeseenCells foreseen;
    private final Snapshots snapshots;
    private final Callers callers;
    private final Clock clock;

    Experiments(
            ExperimentRepository experiments,
            RunRepository runs,
            RunService runService,
            OutcomeReader outcomes,
            Bands bands,
            Limits limits,
            CsvFiles files,
            ForeseenCells foreseen,
            Snapshots snapshots,
            Callers callers,
            Clock clock) {
        this.experiments = experiments;
        this.runs = runs;
        this.runService = runService;
        this.outcomes = outcomes;
        this.bands = bands;
        this.limits = limits;
        this.files = files;
        this.foreseen = foreseen;
        this.snapshots = snapshots;
        this.callers = callers;
        this.clock = clock;
    }

    /**
     * Checks the whole grid and says what it costs.
     *
     * @throws dev.backflow.spec.RefusedSpecException if a cell cannot be trained, or may not be here
     */
    @Transactional(readOnly = true)
    public Checked check(ExperimentRequest request) {
        Judged judged = judged(request);
        return new Checked(
                Experiment.Plan.of(request, judged.grid, judged.estimate),
                foreseen.of(judged.grid, request.seeds().first()));
    }

    /**
     * What an experiment would be.
     *
     * @param foreseen what is certain to go wrong
     */
    public record Checked(Experiment.Plan plan, List<Foreseen> foreseen) {}

    /**
     * What a whole grid costs, without more being said of it.
     *
     * @throws dev.backflow.spec.RefusedSpecException as of {@link #check}
     */
    @Transactional(readOnly = true)
    public Estimate estimate(ExperimentRequest request) {
        return judged(request).estimate;
    }

    private record Judged(Grid grid, Estimate estimate) {}

    private Judged judged(ExperimentRequest request) {
        long cells = Grid.size(request);
        int seeds = request.seeds().count();
        limits.experiment().judgeRuns(cells, seeds);
        limits.experiment().judgeSpecs(cells * seeds * Grid.mostBytes(request));
        Grid grid = Grid.of(request, files);
        Estimate estimate = Estimate.of(request, grid, spec -> limits.run().judge("/base", spec));
        limits.experiment().judgeStored(estimate.storedBytes());
        return new Judged(grid, estimate);
    }

    /** Stores an experiment of the caller and queues all of its runs, or none; gives that of the first cell and seed. */
    public Run submit(ExperimentRequest request) {
        Judged judged = judged(request);
        Grid grid = judged.grid;
        Experiment made = experiments.saveAndFlush(
                new Experiment(request, grid, judged.estimate, callers.current().owner(), clock.instant()));
        List<RunRequest> requests = new ArrayList<>();
        List<Membership> places = new ArrayList<>();
        for (int i = 0; i < request.seeds().count(); i++) {
            int seed = request.seeds().first() + i;
            for (Cell cell : grid.cells()) {
                requests.add(grid.run(cell, seed));
                places.add(new Membership(made.id(), cell.number(), seed));
            }
        }
        return runService.submit(requests, places);
    }

    /** @throws NoSuchExperimentException if there is none for the caller */
    @Transactional(readOnly = true)
    public Experiment get(String id) {
        return visible(id, experiments.findById(id));
    }

    private Experiment visible(String id, Optional<Experiment> found) {
        Caller caller = callers.current();
        return found.filter(experiment -> caller.sees(experiment.owner()))
                .orElseThrow(() -> new NoSuchExperimentException(id));
    }

    @Transactional(readOnly = true)
    public Standing standing(Experiment experiment) {
        return new Standing(runs.tally(experiment.id()), clock.instant());
    }

    /** Its runs, in the order of the seeds and then of the cells. */
    @Transactional(readOnly = true)
    public List<Placed> runs(Experiment experiment) {
        return runs.placed(experiment.id());
    }

    /** What the runs that have ended say, cell by cell. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Summary summary(String id) {
        return kept(
                get(id),
                "summary",
                (experiment, complete) -> Summary.of(experiment, complete, outcomes(experiment, true)));
    }

    /** The same without what the rules object to, which takes longer than all else. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Summary unjudged(String id) {
        return kept(
                get(id),
                "unjudged",
                (experiment, complete) -> Summary.of(experiment, complete, outcomes(experiment, false)));
    }

    /** Whether what was claimed of its cells holds; null where nothing was claimed. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public @Nullable JudgedClaim claim(Experiment experiment) {
        Claim claim = experiment.plan().claim();
        if (claim == null) {
            return null;
        }
        Standing standing = standing(experiment);
        return standing.state().isActive()
                ? JudgedClaim.pending(claim, standing.ended(), experiment.runs())
                : unjudged(experiment.id()).claim();
    }

    private List<Outcome> outcomes(Experiment experiment, boolean judging) {
        List<Placed> placed = runs(experiment);
        return outcomes.read(experiment.plan(), placed, new Outlines(placed, runs), judging);
    }

    /**
     * What is made of runs that have all ended is made once; a deleted run makes it anew.
     *
     * @param making of the experiment, and whether all of its runs have ended
     */
    private <T> T kept(Experiment asked, Object what, BiFunction<Experiment, Boolean, T> making) {
        T known = answers.known(key(asked, standing(asked), what));
        return known != null
                ? known
                : snapshots.read(() -> {
                    Experiment experiment = get(asked.id());
                    Standing standing = standing(experiment);
                    return standing.state().isActive()
                            ? making.apply(experiment, false)
                            : answers.of(key(experiment, standing, what), () -> making.apply(experiment, true));
                });
    }

    private static List<Object> key(Experiment experiment, Standing standing, Object what) {
        return List.of(experiment.id(), standing.runs(RunState.SUCCEEDED), what);
    }

    /**
     * Whether cells differ.
     *
     * @param baseline the cell that all others are compared with; null for each pair of cells
     * @throws BadQueryException if there is no such cell
     */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Comparison comparison(String id, @Nullable Integer baseline) {
        Experiment asked = get(id);
        int cells = asked.plan().cells().size();
        if (baseline != null && (baseline < 0 || baseline >= cells)) {
            throw new BadQueryException("baseline", baseline.toString(), "must be a cell, from 0 to " + (cells - 1));
        }
        int comparisons = baseline == null ? cells * (cells - 1) / 2 : cells - 1;
        if (baseline == null && comparisons > MOST_COMPARISONS) {
            throw new BadQueryException(
                    "baseline",
                    null,
                    "must be a cell, from 0 to " + (cells - 1) + ": each of " + cells + " cells with each other makes "
                            + comparisons + " comparisons, and at most " + MOST_COMPARISONS + " are made");
        }
        return kept(
                asked,
                "comparison " + baseline,
                (experiment, complete) -> Comparison.of(experiment, complete, outcomes(experiment, false), baseline));
    }

    /**
     * How a statistic of a tensor is distributed over the seeds.
     *
     * @param layer only this one; null for all
     * @throws BadQueryException if no cell records it
     */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Columns series(String id, Tensor tensor, Statistic statistic, @Nullable String layer) {
        return kept(get(id), tensor + " " + statistic + " " + layer, (experiment, complete) -> {
            List<Placed> placed = runs(experiment);
            return bands.statistic(experiment.plan(), placed, new Outlines(placed, runs), tensor, statistic, layer);
        });
    }

    /** How the loss and the metrics are distributed over the seeds. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Columns metrics(String id) {
        return kept(get(id), "metrics", (experiment, complete) -> {
            List<Placed> placed = runs(experiment);
            return bands.metrics(experiment.plan(), placed, new Outlines(placed, runs));
        });
    }

    /** @param olderThan the last experiment of the page before, or null for the newest */
    @Transactional(readOnly = true)
    public ExperimentPage list(@Nullable PageToken olderThan, int size) {
        List<Experiment> found = experiments.findBy(
                visible(callers.current(), olderThan),
                query -> query.sortBy(NEWEST_FIRST).limit(size + 1).all());
        if (found.size() <= size) {
            return new ExperimentPage(found, Optional.empty());
        }
        Experiment last = found.get(size - 1);
        return new ExperimentPage(found.subList(0, size), Optional.of(new PageToken(last.submittedAt(), last.id())));
    }

    private static Specification<Experiment> visible(Caller caller, @Nullable PageToken olderThan) {
        return (experiment, query, builder) -> {
            List<Predicate> all = new ArrayList<>();
            if (!caller.isAdmin()) {
                all.add(builder.equal(experiment.get("owner"), caller.owner()));
            }
            if (olderThan != null) {
                all.add(builder.or(
                        builder.lessThan(experiment.get("submittedAt"), olderThan.submittedAt()),
                        builder.and(
                                builder.equal(experiment.get("submittedAt"), olderThan.submittedAt()),
                                builder.lessThan(experiment.get("id"), olderThan.id()))));
            }
            return builder.and(all.toArray(Predicate[]::new));
        };
    }

    /** Ends those of its runs that have not ended. */
    public Experiment cancel(String id) {
        Experiment experiment = visible(id, experiments.lock(id));
        RunState state = standing(experiment).state();
        if (!state.isActive() && state != RunState.CANCELLED) {
            throw new ExperimentConflictException(
                    id, "is " + state.wireName() + " already; only a queued or running experiment can be cancelled");
        }
        runService.cancelAll(id);
        return experiment;
    }

    /** Removes an experiment that has ended, with its runs and everything recorded of them. */
    public void delete(String id) {
        Experiment experiment = visible(id, experiments.lock(id));
        RunState state = standing(experiment).state();
        if (state.isActive()) {
            throw new ExperimentConflictException(id, "is " + state.wireName() + "; cancel it first");
        }
        runService.lockAll(id);
        experiments.delete(experiment);
    }
}
