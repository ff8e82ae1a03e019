package dev.backflow.execution;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Does again what failed because the database was away or full, until it is back or the worker is interrupted. */
@Component
class RetryingJournal implements Progress.Journal {

    private static final Logger LOG = LoggerFactory.getLogger(RetryingJournal.class);
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final RunJournal journal;
    private final Interruption interruption;

    RetryingJournal(RunJournal journal, Interruption interruption) {
        this.journal = journal;
        this.interruption = interruption;
    }

    @Override
    public boolean append(Attempt attempt, Advance advance) throws InterruptedException {
        return patiently(() -> journal.append(attempt, advance));
    }

    @Override
    public boolean isCurrent(Attempt attempt) throws InterruptedException {
        return patiently(() -> journal.isCurrent(attempt));
    }

    void perform(Runnable writing) throws InterruptedException {
        patiently(() -> {
            writing.run();
            return null;
        });
    }

    /** @throws InterruptedException if the node shuts down before it succeeds */
    <T> T patiently(Supplier<T> writing) throws InterruptedException {
        for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
            try {
                return writing.get();
            } catch (DataIntegrityViolationException e) {
                throw e; // it will not get better
            } catch (DataAccessException | TransactionException e) {
                if (interruption.isUrgent()) {
                    throw new InterruptedException("The database is away, and so is this node soon");
                }
                LOG.warn("The database does not take what was trained, waiting {} ms: {}", pause, e.getMessage());
                Thread.sleep(pause);
            }
        }
    }
}
