package dev.backflow.execution;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.backflow.runs.Run;
import dev.backflow.runs.RunCost;
import dev.backflow.runs.RunError;
import dev.backflow.runs.RunEvent;
import dev.backflow.runs.RunRepository;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.RunSpecs;
import dev.backflow.storage.Checkpoint;
import dev.backflow.storage.Checkpoints;
import dev.backflow.storage.DiskReserve;
import dev.backflow.storage.RecordedRuns;
import dev.backflow.storage.SavedWeights;
import dev.backflow.storage.UnreadableCheckpointException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a worker writes about the runs of its slice: their states and recorded numbers in one transaction, and only
 * while a run is still its own.
 */
@Component
@Transactional
class RunJournal {

    private static final Logger LOG = LoggerFactory.getLogger(RunJournal.class);

    private final RunRepository runs;
    private final RecordedRuns recorded;
    private final Checkpoints checkpoints;
    private final SavedWeights weights;
    private final DiskReserve disk;
    private final Platform reproduction;
    private final ApplicationEventPublisher events;
    private final JsonMapper mapper;
    private final Clock clock;

    RunJournal(
            RunRepository runs,
            RecordedRuns recorded,
            Checkpoints checkpoints,
            SavedWeights weights,
            DiskReserve disk,
            Platform reproduction,
            ApplicationEventPublisher events,
            JsonMapper mapper,
            Clock clock) {
        this.runs = runs;
        this.recorded = recorded;
        this.checkpoints = checkpoints;
        this.weights = weights;
        this.disk = disk;
        this.reproduction = reproduction;
        this.events = events;
        this.mapper = mapper;
        this.clock = clock;
    }

    /**
     * Takes the first of these runs, each to go on where its last checkpoint was taken. One whose worker died before it
     * got any further is taken alone, because if it kills its worker again, no attempt at another must be in vain.
     * One for which there is no room, and those after it, are not taken.
     */
    Begun begin(List<String> runIds, MemoryBudget.Share room) {
        Map<String, Run> found = locked(runIds);
        List<Attempt> attempts = new ArrayList<>();
        int taken = 0;
        for (boolean suspect = false; taken < runIds.size() && !suspect; ) {
            Run run = found.get(runIds.get(taken));
            suspect = run != null && run.isSuspect();
            boolean active = run != null && run.state().isActive();
            if (suspect && !attempts.isEmpty()) {
                break;
            }
            if (run != null && active) {
                RunSpec spec = RunSpecs.of(run);
                RunCost cost = RunCost.of(spec);
                Optional<RunError> hopeless = hopeless(run, cost);
                if (hopeless.isPresent()) {
                    fail(run, hopeless.get());
                } else if (room.admits(run.id(), cost, run.submittedAt())) {
                    begin(run, spec).ifPresent(attempts::add);
                } else {
                    break;
                }
                runs.save(run);
            }
            taken++;
        }
        return new Begun(taken, attempts);
    }

    /** A limit above the memory that there is would let a run take all of it, from others too. */
    private static Optional<RunError> hopeless(Run run, RunCost cost) {
        if (run.isCrashLoop()) {
            return Optional.of(RunError.crashLoop());
        }
        boolean fits = cost.heapBytes() <= Runtime.getRuntime().maxMemory();
        return fits ? Optional.empty() : Optional.of(RunError.outOfMemory());
    }

    private Optional<Attempt> begin(Run run, RunSpec spec) {
        boolean isNew = run.startedAt().isEmpty() && run.firstEpoch() == 0;
        Optional<Checkpoint> checkpoint = isNew ? Optional.empty() : latest(run.id());
        if (checkpoint.isEmpty() && run.firstEpoch() > 0) {
            fail(run, RunError.checkpointLost());
            return Optional.empty();
        }
        if (run.startedAt().isPresent()) {
            forgetAfter(run, checkpoint.map(Checkpoint::epoch).orElse(0), spec);
        }
        long token = run.start(clock.instant(), reproduction.json(spec));
        return Optional.of(new Attempt(run.id(), token, spec, checkpoint, run.trainingMillis()));
    }

    private Optional<Checkpoint> latest(String runId) {
        try {
            return checkpoints.latest(runId);
        } catch (UnreadableCheckpointException e) {
            LOG.error("Run {} begins anew", runId, e);
            checkpoints.clear(runId);
            return Optional.empty();
        }
    }

    /** What was recorded at the epoch to begin with, or later, will be recorded again. */
    private void forgetAfter(Run run, int epoch, RunSpec spec) {
        recorded.forget(run.id(), epoch, spec.stepsAt(epoch));
        int every = spec.recording().every();
        run.goBack(epoch == 0 ? 0 : (epoch - 1) / every * every);
    }

    /** Ends a run that cannot be begun. */
    void refuse(String runId, RunError error) {
        runs.lock(runId).filter(run -> run.state().isActive()).ifPresent(run -> {
            fail(run, error);
            runs.save(run);
        });
    }

    /**
     * Stores how far runs have come, as far as they are still their attempts'.
     *
     * @param again whether that has failed before and nobody knows whether before or after the commit
     * @return the ids of the others
     */
    Set<String> append(List<Advance> advances, boolean again) {
        disk.requireSpace();
        Map<String, Run> current =
                current(advances.stream().map(Advance::attempt).toList());
        List<Advance> wanted = advances.stream()
                .filter(advance -> current.containsKey(advance.runId()))
                .toList();
        if (again) {
            wanted.forEach(advance -> recorded.forget(advance.records()));
        }
        recorded.append(wanted.stream().map(Advance::records).toList());
        int before = epochs(current.values());
        wanted.forEach(advance -> store(Objects.requireNonNull(current.get(advance.runId())), advance));
        events.publishEvent(new EpochsStored(epochs(current.values()) - before));
        runs.saveAll(current.values());
        return released(advances.stream().map(Advance::runId).filter(id -> !current.containsKey(id)));
    }

    private static int epochs(Collection<Run> runs) {
        return runs.stream().mapToInt(Run::epoch).sum();
    }

    private void store(Run run, Advance advance) {
        if (!advance.checkpoints().isEmpty()) {
            checkpoints.save(run.id(), advance.checkpoints());
            run.gotFurther();
        }
        run.reached(Math.max(run.epoch(), advance.epoch()), advance.trainedMillis());
        if (advance.end() instanceof RunEnd.Success success) {
            checkpoints.drop(run.id());
            weights.save(run.id(), success.weights());
            run.succeed(clock.instant(), mapper.writeValueAsString(success.result()));
        } else if (advance.end() instanceof RunEnd.Failure failure) {
            fail(run, failure.error());
        }
    }

    private void fail(Run run, RunError error) {
        run.fail(clock.instant(), mapper.writeValueAsString(error));
    }

    /** The ids of those runs that are no longer their attempt's. */
    @Transactional(readOnly = true)
    Set<String> lost(Collection<Attempt> attempts) {
        Map<String, Long> tokens = runs
                .tokens(attempts.stream().map(Attempt::runId).toList())
                .stream()
                .collect(toMap(RunRepository.RunToken::id, RunRepository.RunToken::token));
        return released(attempts.stream()
                .filter(attempt -> !Objects.equals(tokens.get(attempt.runId()), attempt.token()))
                .map(Attempt::runId));
    }

    /** Says that another node may have them, or has cancelled them. */
    private Set<String> released(Stream<String> runIds) {
        Set<String> released = runIds.collect(toSet());
        released.forEach(id -> events.publishEvent(new RunEvent.RunReleased(id)));
        return released;
    }

    void putBack(List<Attempt> attempts) {
        Collection<Run> current = current(attempts).values();
        current.forEach(Run::putBack);
        runs.saveAll(current);
    }

    /** Those that are still their attempts', locked, by id. */
    private Map<String, Run> current(List<Attempt> attempts) {
        Map<String, Run> found = locked(attempts.stream().map(Attempt::runId).toList());
        return attempts.stream()
                .map(attempt ->
                        Optional.ofNullable(found.get(attempt.runId())).filter(run -> run.isRunning(attempt.token())))
                .flatMap(Optional::stream)
                .collect(toMap(Run::id, run -> run));
    }

    private Map<String, Run> locked(List<String> runIds) {
        return runs.lock(runIds).stream().collect(toMap(Run::id, run -> run));
    }
}
