package dev.backflow.execution;

import static java.util.stream.Collectors.toMap;

import dev.backflow.runs.Run;
import dev.backflow.runs.RunRepository;
import dev.backflow.runs.RunSpecs;
import dev.backflow.runs.RunState;
import dev.backflow.storage.Checkpoints;
import dev.backflow.storage.RecordedRuns;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes what H2 keeps of a transaction that a killed process did not end. H2 stores its tables and its undo log one
 * after the other while others write, so a row can be stored without its entry in the log (h2database #1222). Nobody
 * takes it back then: a transaction sees it only if it happens to get the number of the lost one, or reads what is not
 * committed, and none can insert a row with its key.
 */
@Component
class Leftovers implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private final RunRepository runs;
    private final RecordedRuns recorded;
    private final Checkpoints checkpoints;
    private final QueueDatabase database;
    private final TransactionTemplate committed;
    private final TransactionTemplate uncommitted;

    Leftovers(
            RunRepository runs,
            RecordedRuns recorded,
            Checkpoints checkpoints,
            QueueDatabase database,
            PlatformTransactionManager transactions) {
        this.runs = runs;
        this.recorded = recorded;
        this.checkpoints = checkpoints;
        this.database = database;
        committed = new TransactionTemplate(transactions);
        uncommitted = new TransactionTemplate(transactions);
        uncommitted.setIsolationLevel(TransactionDefinition.ISOLATION_READ_UNCOMMITTED);
    }

    /** Of all runs, what is later than their last checkpoints: before the queue starts nobody else writes. */
    @Override
    public void afterSingletonsInstantiated() {
        if (database.isEmbedded()) {
            forget();
        }
    }

    private void forget() {
        Map<Run, Integer> interrupted = committed.execute(status -> runs.findByState(RunState.RUNNING).stream()
                .collect(toMap(
                        run -> run, run -> checkpoints.latestEpoch(run.id()).orElse(0))));
        interrupted.forEach(this::forgetAfter);
    }

    /** A run that cannot be read must not keep the service from starting; its next attempt fails and says why. */
    private void forgetAfter(Run run, int epoch) {
        try {
            uncommitted.executeWithoutResult(status -> {
                recorded.forget(run.id(), epoch, RunSpecs.of(run).stepsAt(epoch));
                checkpoints.forgetAfter(run.id(), epoch);
            });
        } catch (RuntimeException e) {
            LOG.warn("What a killed process may have left of run {} is not removed", run.id(), e);
        }
    }
}
