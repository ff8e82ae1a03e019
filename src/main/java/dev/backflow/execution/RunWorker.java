package dev.backflow.execution;

import dev.backflow.engine.Examples;
import dev.backflow.engine.Network;
import dev.backflow.engine.Outcome;
import dev.backflow.engine.Trainer;
import dev.backflow.engine.layers.Layer;
import dev.backflow.runs.RunError;
import dev.backflow.runs.RunLimits;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.TrainingData;
import dev.backflow.storage.LayerValues;
import dev.backflow.storage.UnreadableCheckpointException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Trains one run, from the queue to its end. No transaction is open while the network trains. */
@Component
class RunWorker implements RunExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(RunWorker.class);

    private final RunJournal journal;
    private final RetryingJournal patient;
    private final TrainingData data;
    private final Interruption interruption;
    private final Duration mostTime;

    RunWorker(
            RunJournal journal,
            RetryingJournal patient,
            TrainingData data,
            Interruption interruption,
            RunLimits limits) {
        this.journal = journal;
        this.patient = patient;
        this.data = data;
        this.interruption = interruption;
        mostTime = limits.runTime();
    }

    @Override
    public void execute(String runId) throws InterruptedException {
        Optional<Attempt> begun = beginOrFail(runId);
        if (begun.isEmpty()) {
            return; // it has ended while it waited
        }
        Attempt attempt = begun.get();
        Progress progress = new Progress(patient, attempt, interruption, mostTime);
        try {
            train(attempt, progress);
        } catch (InterruptedException e) {
            putBack(attempt);
            throw e;
        } catch (Throwable e) { // whatever it is, it is this run's, and others go on
            LOG.error("Run {} failed", runId, e);
            patient.perform(() -> journal.fail(attempt, progress.advance(), RunError.of(e)));
        }
    }

    /** A run that cannot even be read would be tried for ever, because no attempt of it counts. */
    private Optional<Attempt> beginOrFail(String runId) throws InterruptedException {
        try {
            return begin(runId);
        } catch (RuntimeException | Error e) {
            LOG.error("Run {} cannot be begun", runId, e);
            patient.perform(() -> journal.refuse(runId, RunError.of(e)));
            return Optional.empty();
        }
    }

    private Optional<Attempt> begin(String runId) throws InterruptedException {
        try {
            return patient.patiently(() -> journal.begin(runId));
        } catch (UnreadableCheckpointException e) {
            LOG.error("Run {} begins anew", runId, e);
            return patient.patiently(() -> journal.beginAnew(runId));
        }
    }

    /** Once only: where the database is away, the run is taken over when this node is seen to be gone. */
    private void putBack(Attempt attempt) {
        boolean interrupted = Thread.interrupted(); // or the database could not be reached
        try {
            journal.putBack(attempt);
        } catch (RuntimeException e) {
            LOG.warn("Run {} could not be put back: {}", attempt.runId(), e.getMessage());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void train(Attempt attempt, Progress progress) throws InterruptedException {
        RunSpec spec = attempt.spec();
        Examples examples = patient.patiently(() -> data.begin(attempt.runId(), spec));
        Trainer trainer =
                new Trainer(spec.network(), spec.training(), examples, spec.seed(), progress.recorder(), progress);
        attempt.checkpoint().map(TrainingStates::state).ifPresent(trainer::resume);
        Optional<Outcome> outcome = trainer.train();
        if (progress.isLost()) {
            LOG.info("Run {} was cancelled or taken over while it trained", attempt.runId());
        } else if (outcome.isPresent()) {
            List<LayerValues> weights = weights(trainer.network());
            patient.perform(() -> journal.succeed(attempt, progress.advance(), outcome.get(), weights));
        } else if (progress.isOverdue()) {
            RunError error = RunError.deadlineExceeded(mostTime);
            patient.perform(() -> journal.fail(attempt, progress.advance(), error));
        } else {
            throw new InterruptedException("shutting down");
        }
    }

    private static List<LayerValues> weights(Network network) {
        return network.layers().stream().map(RunWorker::weights).toList();
    }

    private static LayerValues weights(Layer layer) {
        FMatrixRMaj kernel = layer.kernel();
        return kernel == null
                ? new LayerValues(layer.name(), 0, 0, null, layer.vectors())
                : new LayerValues(layer.name(), kernel.numRows, kernel.numCols, kernel.data, layer.vectors());
    }
}
