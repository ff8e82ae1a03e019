package dev.backflow.execution;

import dev.backflow.datasets.CsvFiles;
import dev.backflow.engine.Layer;
import dev.backflow.engine.Network;
import dev.backflow.engine.Trainer;
import dev.backflow.recording.Recorder;
import dev.backflow.runs.RunSpec;
import dev.backflow.storage.LayerValues;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Trains one run, from the queue to its end. No transaction is open while the network trains. */
@Component
class RunWorker implements RunExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(RunWorker.class);

    private final RunJournal journal;
    private final CsvFiles files;
    private volatile boolean shuttingDown;

    RunWorker(RunJournal journal, CsvFiles files) {
        this.journal = journal;
        this.files = files;
    }

    /** Running trainings end at their next step and go back to the queue. */
    @EventListener(ContextClosedEvent.class)
    void shutDown() {
        shuttingDown = true;
    }

    @Override
    public void execute(String runId) throws InterruptedException {
        var begun = journal.begin(runId);
        if (begun.isEmpty()) {
            return; // cancelled or deleted while it waited
        }
        Attempt attempt = begun.get();
        try {
            train(attempt);
        } catch (InterruptedException e) {
            journal.putBack(attempt);
            throw e;
        } catch (Exception | OutOfMemoryError | StackOverflowError e) {
            LOG.error("Run {} failed", runId, e);
            journal.fail(attempt, e);
        }
    }

    private void train(Attempt attempt) throws InterruptedException {
        RunSpec spec = attempt.spec();
        Progress progress = new Progress(
                journal, attempt, () -> shuttingDown || Thread.currentThread().isInterrupted());
        Recorder recorder = new Recorder(spec.recording(), spec.training(), progress::add, progress::stopped);
        Trainer trainer = new Trainer(spec.network(), spec.training(), spec.examples(files), spec.seed(), recorder);
        trainer.train();
        if (progress.isLost()) {
            LOG.info("Run {} was cancelled or taken over while it trained", attempt.runId());
        } else if (progress.stopped()) {
            throw new InterruptedException("shutting down");
        } else {
            journal.succeed(attempt, progress.pending(), progress.last(), weights(trainer.network()));
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
