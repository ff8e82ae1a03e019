package dev.backflow.execution;

import dev.backflow.runs.Limits;
import dev.backflow.runs.RunCost;
import dev.backflow.runs.RunLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The memory that runs which train at the same time on this node may need together, by their estimates: as much as one
 * of them may need alone. A run for which there is no room waits for it; while one waits, no other large run is let in
 * before it, so that it gets its turn, and small runs are let in anyway.
 *
 * <p>Estimates may be wrong, and memory that is short is short for all: who runs out of it is not always who took it.
 * Such a run is set apart, and tried again when no large one is trained beside it.
 */
@Component
class MemoryBudget {

    /** Runs that need less than this part are not counted: many of them are needed to make a difference. */
    private static final int SMALL = 64;

    /** A run waits at least so long, and longer the longer ago it was submitted, before it is put off. */
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(10);

    private static final long TICK_MILLIS = 1000;

    private final long heapBytes;
    private final long directBytes;
    private final Clock clock;
    private long heapUsed;
    private long directUsed;
    private int large;
    private final Set<String> apart = new HashSet<>();
    private @Nullable Share first;

    MemoryBudget(Limits limits, Clock clock) {
        RunLimits run = limits.run();
        heapBytes = run.heapBytes();
        directBytes = run.directBytes();
        this.clock = clock;
    }

    /** Nothing yet, for a worker. */
    Share share() {
        return new Share();
    }

    private boolean isSmall(RunCost cost) {
        return cost.heapBytes() <= heapBytes / SMALL && cost.directBytes() <= directBytes / SMALL;
    }

    /** What the runs that a worker trains one after the other need. */
    final class Share implements AutoCloseable {

        private long heap;
        private long direct;
        private boolean counted;
        private boolean undisturbed;
        private @Nullable Instant waitingSince;
        private Duration patience = LEAST_PATIENCE;

        private Share() {}

        /**
         * Lets a run in after which, or before which, the others of this worker are trained.
         *
         * @param id of the run, or of the search for a cure
         * @return whether there is room for it now
         */
        boolean admits(String id, RunCost cost, Instant submittedAt) {
            synchronized (MemoryBudget.this) {
                boolean whole = apart.contains(id);
                if (isSmall(cost) && !whole) {
                    return true;
                }
                long moreHeap = Math.max(0, Math.max(cost.heapBytes(), whole ? heapBytes : 0) - heap);
                long moreDirect = Math.max(0, Math.max(cost.directBytes(), whole ? directBytes : 0) - direct);
                boolean alone = large == (counted ? 1 : 0); // whatever it needs: waiting would not help
                boolean fits = heapUsed + moreHeap <= heapBytes && directUsed + moreDirect <= directBytes;
                if (first != null && first != this || !alone && !fits) {
                    Duration waited =
                            Duration.between(submittedAt, clock.instant()).dividedBy(2);
                    patience = waited.compareTo(LEAST_PATIENCE) > 0 ? waited : LEAST_PATIENCE;
                    return false;
                }
                heap += moreHeap;
                heapUsed += moreHeap;
                direct += moreDirect;
                directUsed += moreDirect;
                large += counted ? 0 : 1;
                counted = true;
                undisturbed |= apart.remove(id);
                stopWaiting();
                return true;
            }
        }

        /**
         * Sets a run that ran out of memory apart. It is to be let in again, after this worker has given back what it
         * has.
         *
         * @return whether that may help: not if no large one was trained beside it
         */
        boolean setApart(String id) {
            synchronized (MemoryBudget.this) {
                return !undisturbed && apart.add(id);
            }
        }

        /**
         * Waits a moment, until others have given something back or a second is over.
         *
         * @return whether to ask again; if not, other runs are to come first
         */
        boolean waitsForRoom() throws InterruptedException {
            synchronized (MemoryBudget.this) {
                Instant now = clock.instant();
                if (first == null) {
                    first = this;
                    waitingSince = now;
                }
                MemoryBudget.this.wait(TICK_MILLIS);
                return waitingSince != null && waitingSince.plus(patience).isAfter(now);
            }
        }

        private void stopWaiting() {
            if (first == this) {
                first = null;
            }
            waitingSince = null;
        }

        /** Gives everything back; the worker may go on with other runs. */
        @Override
        public void close() {
            synchronized (MemoryBudget.this) {
                heapUsed -= heap;
                directUsed -= direct;
                large -= counted ? 1 : 0;
                heap = 0;
                direct = 0;
                counted = false;
                undisturbed = false;
                stopWaiting();
                MemoryBudget.this.notifyAll();
            }
        }
    }
}
