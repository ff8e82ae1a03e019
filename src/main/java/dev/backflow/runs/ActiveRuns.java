package dev.backflow.runs;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How many runs wait and train, on all nodes; asked of the database every few seconds at most. */
@Component
class ActiveRuns {

    private static final long AGE_NANOS = 5_000_000_000L;

    private final RunRepository runs;
    private final LongSupplier nanoTime;
    private @Nullable Counts counts;

    ActiveRuns(RunRepository runs, LongSupplier nanoTime) {
        this.runs = runs;
        this.nanoTime = nanoTime;
    }

    private record Counts(double queued, double running, long at) {}

    /** NaN while the database is away. */
    synchronized double count(RunState state) {
        Counts now = counts;
        if (now == null || nanoTime.getAsLong() - now.at() > AGE_NANOS) {
            now = ask();
            counts = now;
        }
        return state == RunState.QUEUED ? now.queued() : now.running();
    }

    private Counts ask() {
        double queued = Double.NaN;
        double running = Double.NaN;
        try {
            queued = runs.countByState(RunState.QUEUED);
            running = runs.countByState(RunState.RUNNING);
        } catch (RuntimeException e) {
            // readiness tells that the database is away
        }
        return new Counts(queued, running, nanoTime.getAsLong());
    }
}
