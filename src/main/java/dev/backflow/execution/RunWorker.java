package dev.backflow.execution;

import dev.backflow.engine.Examples;
import dev.backflow.engine.Network;
import dev.backflow.engine.Outcome;
import dev.backflow.engine.Trainer;
import dev.backflow.engine.layers.Layer;
import dev.backflow.runs.Limits;
import dev.backflow.runs.RunError;
import dev.backflow.runs.RunResult;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.TrainingData;
import dev.backflow.storage.EncodedWeights;
import dev.backflow.storage.LayerValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Trains the runs of a slice one after the other, from the queue to their ends. No transaction is open while a network
 * trains or while its numbers are encoded.
 */
@Component
class RunWorker implements RunExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(RunWorker.class);

    /** Runs that are taken in one transaction. */
    private static final int MOST_AT_ONCE = 16;

    private final RunJournal journal;
    private final RetryingJournal patient;
    private final TrainingData data;
    private final MemoryBudget memory;
    private final Interruption interruption;
    private final WorkerMeters meters;
    private final Duration mostTime;
    private final LongSupplier nanoTime;

    RunWorker(
            RunJournal journal,
            RetryingJournal patient,
            TrainingData data,
            MemoryBudget memory,
            Interruption interruption,
            WorkerMeters meters,
            Limits limits,
            LongSupplier nanoTime) {
        this.journal = journal;
        this.patient = patient;
        this.data = data;
        this.memory = memory;
        this.interruption = interruption;
        this.meters = meters;
        mostTime = limits.runTime();
        this.nanoTime = nanoTime;
    }

    @Override
    public void execute(List<String> runIds) throws InterruptedException, NoRoomException {
        Control control = new Control(patient, interruption, mostTime, nanoTime);
        Pending pending = new Pending(patient, control, nanoTime);
        meters.watch(pending);
        try (MemoryBudget.Share room = memory.share()) {
            for (List<String> left = new ArrayList<>(runIds); !left.isEmpty(); ) {
                Begun begun = begin(left.subList(0, Math.min(MOST_AT_ONCE, left.size())), room);
                if (begun.taken() == 0) {
                    pending.save();
                    waitForRoom(left.get(0), room);
                }
                left.subList(0, begun.taken()).clear();
                control.begin(begun.attempts());
                for (Attempt attempt : begun.attempts()) {
                    if (!train(attempt, control, pending, room)) {
                        left.add(attempt.runId());
                    }
                }
                if (begun.taken() > 0) {
                    room.close();
                }
            }
            pending.save();
        } catch (InterruptedException e) {
            giveBack(control, pending);
            throw e;
        } finally {
            meters.leave(pending);
        }
    }

    private void waitForRoom(String runId, MemoryBudget.Share room) throws InterruptedException, NoRoomException {
        boolean goesOn = room.waitsForRoom();
        if (interruption.isAsked()) {
            throw new InterruptedException("shutting down");
        }
        if (!goesOn) {
            throw new NoRoomException(runId);
        }
    }

    /** A run that cannot even be read would be tried for ever, because no attempt at it counts. */
    private Begun begin(List<String> runIds, MemoryBudget.Share room) throws InterruptedException {
        try {
            return patient.patiently(() -> journal.begin(runIds, room));
        } catch (RuntimeException | Error e) {
            if (runIds.size() > 1) {
                return begin(runIds.subList(0, 1), room);
            }
            LOG.error("Run {} cannot be begun", runIds.get(0), e);
            patient.perform(() -> journal.refuse(runIds.get(0), RunError.of(e)));
            return new Begun(1, List.of());
        }
    }

    /** False if it is to be tried again, because what it lacked may have been taken by another. */
    private boolean train(Attempt attempt, Control control, Pending pending, MemoryBudget.Share room)
            throws InterruptedException {
        if (!control.turnTo(attempt)) {
            return true; // it was cancelled while those before it were trained
        }
        Collector collector = new Collector(attempt, control, pending, nanoTime);
        try {
            RunEnd end = train(attempt, collector, control);
            if (end != null) {
                collector.end(end);
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) { // whatever it is, it is this run's, and others go on
            if (e instanceof OutOfMemoryError && room.setApart(attempt.runId())) {
                LOG.warn("Run {} lacks memory, and is tried again with no large one beside it", attempt.runId());
                patient.perform(() -> journal.putBack(List.of(attempt)));
                control.leave(List.of(attempt.runId()));
                return false;
            }
            LOG.error("Run {} failed", attempt.runId(), e);
            collector.fail(e);
        }
        return true;
    }

    /** Null if the run is not this worker's any more. */
    private @Nullable RunEnd train(Attempt attempt, Collector collector, Control control) throws InterruptedException {
        RunSpec spec = attempt.spec();
        Examples examples = patient.patiently(() -> data.begin(attempt.runId(), spec));
        Trainer trainer = new Trainer(
                spec.network(),
                spec.training(),
                examples,
                spec.trainingExamples(),
                spec.seed(),
                spec.seedOfOrder(),
                collector.recorder(),
                collector);
        attempt.checkpoint().map(TrainingStates::state).ifPresent(trainer::resume);
        Optional<Outcome> outcome = trainer.train();
        if (control.isLost()) {
            LOG.info("Run {} was cancelled or taken over while it trained", attempt.runId());
            return null;
        }
        if (outcome.isPresent()) {
            RunResult result = RunResult.of(outcome.get(), spec.training());
            return new RunEnd.Success(result, weights(outcome.get().epoch(), trainer.network()));
        }
        if (control.isOverdue()) {
            return new RunEnd.Failure(RunError.deadlineExceeded(mostTime));
        }
        throw new InterruptedException("shutting down");
    }

    private static EncodedWeights weights(int epoch, Network network) {
        return EncodedWeights.of(
                epoch, network.layers().stream().map(RunWorker::weights).toList());
    }

    private static LayerValues weights(Layer layer) {
        FMatrixRMaj kernel = layer.kernel();
        return kernel == null
                ? new LayerValues(layer.name(), 0, 0, null, layer.vectors())
                : new LayerValues(layer.name(), kernel.numRows, kernel.numCols, kernel.data, layer.vectors());
    }

    /** Once only: where the database is away, the runs are taken over when this node is seen to be gone. */
    private void giveBack(Control control, Pending pending) {
        boolean interrupted = Thread.interrupted(); // or the database could not be reached
        try {
            journal.append(pending.ended(), false);
            journal.putBack(control.own());
        } catch (RuntimeException e) {
            LOG.warn("Runs could not be put back: {}", e.getMessage());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
