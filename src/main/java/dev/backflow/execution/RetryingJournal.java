package dev.backflow.execution;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Does again what failed because the database was away or full, until it is back or the worker is interrupted. What
 * cannot be stored for want of memory is tried again for some seconds, in which another run that takes it all has failed.
 */
@Component
class RetryingJournal implements Journal {

    private static final Logger LOG = LoggerFactory.getLogger(RetryingJournal.class);
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final RunJournal journal;
    private final Interruption interruption;
    private final WorkerMeters meters;

    RetryingJournal(RunJournal journal, Interruption interruption, WorkerMeters meters) {
        this.journal = journal;
        this.interruption = interruption;
        this.meters = meters;
    }

    @Override
    public Set<String> append(List<Advance> advances) throws InterruptedException {
        AtomicBoolean again = new AtomicBoolean();
        for (long pause = FIRST_PAUSE_MILLIS; ; pause *= 2) {
            try {
                return patiently(() -> meters.saving(() -> journal.append(advances, again.getAndSet(true))));
            } catch (OutOfMemoryError e) {
                if (pause > LONGEST_PAUSE_MILLIS) {
                    throw e;
                }
                LOG.warn("There is no memory to store what was trained, waiting {} ms", pause);
                Thread.sleep(pause);
            }
        }
    }

    @Override
    public Set<String> lost(Collection<Attempt> attempts) throws InterruptedException {
        return patiently(() -> journal.lost(attempts));
    }

    void perform(Runnable access) throws InterruptedException {
        patiently(() -> {
            access.run();
            return true;
        });
    }

    /** @throws InterruptedException if the node shuts down before it succeeds */
    <T> T patiently(Supplier<T> access) throws InterruptedException {
        for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
            try {
                return access.get();
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
