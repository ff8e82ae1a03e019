package dev.backflow.execution;

import dev.backflow.engine.Outcome;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunError;
import dev.backflow.runs.RunRepository;
import dev.backflow.runs.RunResult;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.RunSpecs;
import dev.backflow.storage.Checkpoint;
import dev.backflow.storage.Checkpoints;
import dev.backflow.storage.LayerValues;
import dev.backflow.storage.RecordedRuns;
import dev.backflow.storage.SavedWeights;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a worker writes about its run: state and recorded numbers in one transaction, and only while the run is still its
 * own.
 */
@Component
@Transactional
class RunJournal {

    private final RunRepository runs;
    private final RecordedRuns recorded;
    private final Checkpoints checkpoints;
    private final SavedWeights weights;
    private final Platform reproduction;
    private final JsonMapper mapper;
    private final Clock clock;

    RunJournal(
            RunRepository runs,
            RecordedRuns recorded,
            Checkpoints checkpoints,
            SavedWeights weights,
            Platform reproduction,
            JsonMapper mapper,
            Clock clock) {
        this.runs = runs;
        this.recorded = recorded;
        this.checkpoints = checkpoints;
        this.weights = weights;
        this.reproduction = reproduction;
        this.mapper = mapper;
        this.clock = clock;
    }

    /**
     * Takes the run, to go on where its last checkpoint was taken; empty if there is nothing to train any more. What is
     * recorded lies before that checkpoint, because both are always stored together.
     */
    Optional<Attempt> begin(String runId) {
        Run run = runs.lock(runId).filter(found -> found.state().isActive()).orElse(null);
        if (run == null) {
            return Optional.empty();
        }
        if (run.isCrashLoop()) {
            run.fail(clock.instant(), mapper.writeValueAsString(RunError.crashLoop()));
            return Optional.empty();
        }
        Optional<Checkpoint> checkpoint = checkpoints.latest(runId);
        if (checkpoint.isEmpty() && run.firstEpoch() > 0) {
            run.fail(clock.instant(), mapper.writeValueAsString(RunError.checkpointLost()));
            return Optional.empty();
        }
        if (checkpoint.isEmpty()) {
            recorded.clear(runId);
            run.restart();
        }
        RunSpec spec = RunSpecs.of(run);
        long token = run.start(clock.instant(), reproduction.json(spec));
        return Optional.of(new Attempt(runId, token, spec, checkpoint, run.trainingMillis()));
    }

    /** Takes the run, forgetting checkpoints that cannot be read. */
    Optional<Attempt> beginAnew(String runId) {
        checkpoints.clear(runId);
        return begin(runId);
    }

    /** Ends a run that cannot be begun. */
    void refuse(String runId, RunError error) {
        runs.lock(runId)
                .filter(run -> run.state().isActive())
                .ifPresent(run -> run.fail(clock.instant(), mapper.writeValueAsString(error)));
    }

    /**
     * Stores how far the run has come; false if the run is no longer this attempt's. Done again after a failure of which
     * nobody knows whether it came before or after the commit, it stores nothing twice.
     */
    boolean append(Attempt attempt, Advance advance) {
        return ifCurrent(attempt, run -> {
            if (checkpoints.latestEpoch(run.id()).orElse(-1) < advance.epoch()) {
                store(run, advance);
                checkpoints.save(run.id(), advance.checkpoints());
            }
        });
    }

    boolean isCurrent(Attempt attempt) {
        return ifCurrent(attempt, run -> {});
    }

    /** Stores the last epochs and the checkpoints that stay, and ends the run. */
    void succeed(Attempt attempt, Advance advance, Outcome outcome, List<LayerValues> layers) {
        ifCurrent(attempt, run -> {
            store(run, advance);
            checkpoints.save(run.id(), advance.checkpoints());
            weights.save(run.id(), outcome.epoch(), layers);
            run.succeed(
                    clock.instant(),
                    mapper.writeValueAsString(
                            RunResult.of(outcome, attempt.spec().training())));
        });
    }

    /** Stores what was recorded until then, and ends the run. */
    void fail(Attempt attempt, Advance advance, RunError error) {
        ifCurrent(attempt, run -> {
            store(run, advance);
            run.fail(clock.instant(), mapper.writeValueAsString(error));
        });
    }

    void putBack(Attempt attempt) {
        ifCurrent(attempt, Run::putBack);
    }

    private void store(Run run, Advance advance) {
        recorded.append(run.id(), advance.epochs());
        recorded.appendSteps(run.id(), advance.steps());
        run.reached(advance.recorded(run.epoch()), advance.trainedMillis());
    }

    private boolean ifCurrent(Attempt attempt, Consumer<Run> change) {
        Optional<Run> current = runs.lock(attempt.runId()).filter(run -> run.isRunning(attempt.token()));
        current.ifPresent(change);
        return current.isPresent();
    }
}
