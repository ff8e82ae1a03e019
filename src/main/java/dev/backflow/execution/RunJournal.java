package dev.backflow.execution;

import dev.backflow.recording.EpochRecord;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunError;
import dev.backflow.runs.RunRepository;
import dev.backflow.runs.RunResult;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.RunSpecs;
import dev.backflow.storage.LayerValues;
import dev.backflow.storage.RecordedRuns;
import dev.backflow.storage.SavedWeights;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
    private final SavedWeights weights;
    private final Reproduction reproduction;
    private final JsonMapper mapper;
    private final Clock clock;

    RunJournal(
            RunRepository runs,
            RecordedRuns recorded,
            SavedWeights weights,
            Reproduction reproduction,
            JsonMapper mapper,
            Clock clock) {
        this.runs = runs;
        this.recorded = recorded;
        this.weights = weights;
        this.reproduction = reproduction;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** Takes the run and clears what an earlier attempt left; empty if there is nothing to train any more. */
    Optional<Attempt> begin(String runId) {
        Optional<Run> active = runs.lock(runId).filter(run -> run.state().isActive());
        return active.map(run -> {
            recorded.clear(runId);
            RunSpec spec = RunSpecs.of(run);
            int number = run.start(now(), reproduction.json(spec));
            return new Attempt(runId, number, spec);
        });
    }

    /** Stores recorded epochs; false if the run is no longer this attempt's. */
    boolean append(Attempt attempt, List<EpochRecord> epochs) {
        return ifCurrent(attempt, run -> store(run, epochs));
    }

    /** Stores the last epochs and ends the run. */
    void succeed(Attempt attempt, List<EpochRecord> epochs, EpochRecord last, List<LayerValues> layers) {
        ifCurrent(attempt, run -> {
            store(run, epochs);
            weights.save(run.id(), last.epoch(), layers);
            run.succeed(now(), mapper.writeValueAsString(RunResult.of(last)));
        });
    }

    void fail(Attempt attempt, Throwable cause) {
        ifCurrent(attempt, run -> run.fail(now(), mapper.writeValueAsString(RunError.of(cause))));
    }

    void putBack(Attempt attempt) {
        ifCurrent(attempt, Run::putBack);
    }

    private void store(Run run, List<EpochRecord> epochs) {
        if (!epochs.isEmpty()) {
            recorded.append(run.id(), epochs);
            run.reached(epochs.get(epochs.size() - 1).epoch());
        }
    }

    private boolean ifCurrent(Attempt attempt, Consumer<Run> change) {
        Optional<Run> current = runs.lock(attempt.runId()).filter(run -> run.isRunning(attempt.number()));
        current.ifPresent(change);
        return current.isPresent();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
