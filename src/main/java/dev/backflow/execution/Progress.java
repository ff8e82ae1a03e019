package dev.backflow.execution;

import dev.backflow.recording.EpochRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Collects what a training records, stores it about once a second, and learns then whether the run is still wanted. */
class Progress {

    private static final long BETWEEN_WRITES_NANOS = 1_000_000_000;
    private static final int MOST_PENDING = 4096;

    private final RunJournal journal;
    private final Attempt attempt;
    private final BooleanSupplier interrupted;
    private List<EpochRecord> pending = new ArrayList<>();
    private EpochRecord last;
    private boolean lost;
    private long lastWrite = System.nanoTime();

    Progress(RunJournal journal, Attempt attempt, BooleanSupplier interrupted) {
        this.journal = journal;
        this.attempt = attempt;
        this.interrupted = interrupted;
    }

    void add(EpochRecord epoch) {
        pending.add(epoch);
        last = epoch;
    }

    /** Whether training is to end here; asked before every step. */
    boolean stopped() {
        if (lost || interrupted.getAsBoolean()) {
            return true;
        }
        if (pending.size() >= MOST_PENDING || System.nanoTime() - lastWrite > BETWEEN_WRITES_NANOS) {
            lost = !journal.append(attempt, pending);
            pending = new ArrayList<>();
            lastWrite = System.nanoTime();
        }
        return lost;
    }

    /** Whether the run was cancelled, deleted or given to another worker. */
    boolean isLost() {
        return lost;
    }

    /** Recorded and not yet stored. */
    List<EpochRecord> pending() {
        return pending;
    }

    /** The last epoch recorded. */
    EpochRecord last() {
        return last;
    }
}
