package dev.backflow.execution;

import dev.backflow.runs.RunError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the runs of a slice have reached and is not stored yet. It is stored about once a second, of all runs in one
 * transaction, and sooner if it takes much memory.
 */
final class Pending {

    /** When more than this is pending, it is time to store it. */
    static final int MOST_BYTES = 4 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Pending.class);
    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** Within these limits, storing may take one twentieth of the time. */
    private static final int SHARE = 20;

    private final Journal journal;
    private final Control control;
    private final LongSupplier nanoTime;
    private final List<Advance> ended = new ArrayList<>();
    private long endedBytes;
    private long next;
    private volatile long bytes;

    Pending(Journal journal, Control control, LongSupplier nanoTime) {
        this.journal = journal;
        this.control = control;
        this.nanoTime = nanoTime;
        next = nanoTime.getAsLong() + FIRST_NANOS;
    }

    /**
     * Whether it is time to store.
     *
     * @param bytes pending of the run that is being trained
     */
    boolean isDue(long bytes) {
        return nanoTime.getAsLong() - next >= 0 || endedBytes + bytes >= MOST_BYTES;
    }

    /** Whether storing cannot wait until the next epoch, with which a checkpoint could be stored as well. */
    boolean isUrgent(long bytes) {
        this.bytes = endedBytes + bytes;
        return nanoTime.getAsLong() - next >= LEAST_NANOS || endedBytes + bytes >= 2 * MOST_BYTES;
    }

    /** About how much is not stored yet; any thread may ask. */
    long bytes() {
        return bytes;
    }

    /** Adds what is left to store of a run that has ended. */
    void end(Advance advance, long bytes) throws InterruptedException {
        ended.add(advance);
        endedBytes += bytes;
        this.bytes = endedBytes;
        if (isDue(0)) {
            save();
        }
    }

    /** What is left to store of runs that have ended. */
    List<Advance> ended() {
        return List.copyOf(ended);
    }

    /** Stores what is left of the runs that have ended. */
    void save() throws InterruptedException {
        if (!ended.isEmpty()) {
            store(ended);
        }
    }

    /** Stores how far the run has come that is being trained, and what is left of those that have ended. */
    void save(Advance advance) throws InterruptedException {
        List<Advance> all = new ArrayList<>(ended);
        all.add(advance);
        store(all);
    }

    private void store(List<Advance> advances) throws InterruptedException {
        long begin = nanoTime.getAsLong();
        Set<String> gone = new HashSet<>(append(advances));
        ended.forEach(advance -> gone.add(advance.runId()));
        control.leave(gone);
        ended.clear();
        endedBytes = 0;
        bytes = 0;
        long end = nanoTime.getAsLong();
        next = end + Math.min(MOST_NANOS, Math.max(LEAST_NANOS, SHARE * (end - begin)));
    }

    /** One after the other if they cannot be stored together, so that it fails alone whose fault it is. */
    private Set<String> append(List<Advance> advances) throws InterruptedException {
        try {
            return journal.append(advances);
        } catch (RuntimeException | Error e) {
            Set<String> gone = new HashSet<>();
            for (Advance advance : advances) {
                gone.addAll(advances.size() == 1 ? failed(advance, e) : append(List.of(advance)));
            }
            return gone;
        }
    }

    private Set<String> failed(Advance advance, Throwable cause) throws InterruptedException {
        LOG.error("Run {} failed, because what it recorded cannot be stored", advance.runId(), cause);
        journal.append(List.of(advance.failed(new RunEnd.Failure(RunError.of(cause)))));
        return Set.of(advance.runId());
    }
}
