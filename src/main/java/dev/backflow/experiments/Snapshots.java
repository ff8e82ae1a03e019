package dev.backflow.experiments;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads of many runs, which take seconds. Each sees everything as it was when it began, whatever is deleted meanwhile.
 * It holds a connection, so a few go on at a time, and the others wait without one.
 */
@Component
class Snapshots {

    /** Of the ten connections that there are. */
    private static final int AT_ONCE = 3;

    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final TransactionTemplate transaction;

    Snapshots(PlatformTransactionManager transactions) {
        transaction = new TransactionTemplate(transactions);
        transaction.setReadOnly(true);
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** What is read, all of it at the same moment. */
    <T> T read(Supplier<T> reading) {
        turns.acquireUninterruptibly();
        try {
            return transaction.execute(status -> reading.get());
        } finally {
            turns.release();
        }
    }
}
