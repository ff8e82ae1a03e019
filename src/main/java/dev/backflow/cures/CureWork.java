package dev.backflow.cures;

import dev.backflow.cures.Cure.Tried;
import dev.backflow.cures.CureJournal.Begun;
import dev.backflow.diagnosis.Score;
import dev.backflow.engine.TrainingControl;
import dev.backflow.runs.Limits;
import dev.backflow.runs.RunCost;
import dev.backflow.runs.RunError;
import dev.backflow.runs.RunSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Searches, a slice at a time: after a second, when the training is over that goes on, others have their turn. No
 * transaction is open while a network trains.
 */
@Component
public class CureWork {

    private static final Logger LOG = LoggerFactory.getLogger(CureWork.class);
    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final CureJournal journal;
    private final Laboratory laboratory;
    private final Duration mostTime;
    private final LongSupplier nanoTime;

    CureWork(CureJournal journal, Laboratory laboratory, Limits limits, LongSupplier nanoTime) {
        this.journal = journal;
        this.laboratory = laboratory;
        mostTime = limits.runTime();
        this.nanoTime = nanoTime;
    }

    /**
     * Whether the search has come to its end; if not, it goes on later.
     *
     * @throws DataAccessException if the database is away; it goes on later, too
     * @throws OutOfMemoryError if it lacks memory, which others may have taken
     */
    public boolean goOn(String id, CureControl control) {
        try {
            Optional<Begun> begun = journal.begin(id);
            return begun.isEmpty() || goOn(id, begun.get(), control);
        } catch (DataAccessException | TransactionException e) {
            throw e; // the database is away: what was not kept is tried again
        } catch (RuntimeException e) { // whatever it is, it is this search's, and others go on
            fail(id, e);
            return true;
        }
    }

    /** Ends a search that cannot go on. */
    public void fail(String id, Throwable cause) {
        LOG.error("The search {} failed", id, cause);
        journal.fail(id, RunError.of(cause).message());
    }

    private boolean goOn(String id, Begun begun, CureControl control) {
        CureCase run = laboratory.open(begun.spec());
        Tried before = begun.tried();
        BudgetedTrials trials = new BudgetedTrials(
                run.unchanged().spec(), before.trials(), before.seconds(), spec -> train(id, spec, control));
        try {
            CureAnswer answer = laboratory.search(run, begun.remedies(), trials);
            journal.end(id, new Tried(trials.made(), trials.seconds()), answer);
            LOG.info("Search {}: {}", id, answer.verdict());
            return true;
        } catch (SearchPausedException e) {
            journal.pause(id, new Tried(trials.made(), trials.seconds()));
            return !journal.isWanted(id);
        }
    }

    private Trial train(String id, RunSpec spec, CureControl control) {
        if (control.isPaused() || !control.admits(RunCost.of(spec))) {
            throw new SearchPausedException();
        }
        Stopping stopping = new Stopping(id, control);
        Optional<Trial> trial = laboratory.train(spec, stopping);
        if (trial.isEmpty() && !stopping.isOverdue()) {
            throw new SearchPausedException();
        }
        return trial.orElseGet(
                () -> new Trial(new Score("accuracy", Double.NaN, -1), null, 0, List.of("deadline_exceeded")));
    }

    /** Ends a training that nobody wants any more, or that takes longer than a run may. */
    private final class Stopping implements TrainingControl {

        private final String id;
        private final CureControl control;
        private final long deadline = nanoTime.getAsLong() + mostTime.toNanos();
        private long nextLook = nanoTime.getAsLong() + BETWEEN_LOOKS_NANOS;
        private boolean unwanted;

        private Stopping(String id, CureControl control) {
            this.id = id;
            this.control = control;
        }

        @Override
        public boolean stopped() {
            long now = nanoTime.getAsLong();
            if (now - nextLook >= 0) {
                unwanted = unwanted || !journal.isWanted(id);
                nextLook = now + BETWEEN_LOOKS_NANOS;
            }
            return unwanted || control.isInterrupted() || isOverdue();
        }

        boolean isOverdue() {
            return nanoTime.getAsLong() - deadline > 0;
        }
    }
}
