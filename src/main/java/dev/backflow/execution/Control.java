package dev.backflow.execution;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a worker goes on with the run that it trains: not if the run was cancelled, deleted or taken over,
 * not beyond the time that a run may be trained, and not when the node shuts down. There is one for each slice, which
 * asks the journal about all runs of the slice at once.
 */
final class Control {

    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Journal journal;
    private final Interruption interruption;
    private final Duration mostTime;
    private final LongSupplier nanoTime;
    private final Map<String, Attempt> own = new LinkedHashMap<>();
    private @Nullable Attempt current;
    private boolean lost;
    private boolean safe;
    private long began;
    private long deadline;
    private long nextLook;

    Control(Journal journal, Interruption interruption, Duration mostTime, LongSupplier nanoTime) {
        this.journal = journal;
        this.interruption = interruption;
        this.mostTime = mostTime;
        this.nanoTime = nanoTime;
        nextLook = nanoTime.getAsLong() + BETWEEN_LOOKS_NANOS;
    }

    /** From now on these runs are the worker's, until they are lost or end. */
    void begin(List<Attempt> attempts) {
        attempts.forEach(attempt -> own.put(attempt.runId(), attempt));
    }

    /** From now on this one is trained; whether it is still the worker's. */
    boolean turnTo(Attempt attempt) {
        current = attempt;
        lost = !own.containsKey(attempt.runId());
        safe = false;
        began = nanoTime.getAsLong();
        deadline = began + mostTime.toNanos() - TimeUnit.MILLISECONDS.toNanos(attempt.trainedMillis());
        return !lost;
    }

    /** Nothing more will be stored of these runs, because they have ended or are not the worker's any more. */
    void leave(Collection<String> runIds) {
        own.keySet().removeAll(runIds);
        lost = current != null && !own.containsKey(current.runId());
    }

    /** The runs begun that are still the worker's and have not ended. */
    List<Attempt> own() {
        return List.copyOf(own.values());
    }

    /** Whether training is to end here; once it is, it stays so. Asked before every step. */
    boolean stopped() {
        long now = nanoTime.getAsLong();
        if (now - nextLook >= 0 && !ends(now)) {
            look(now);
        }
        return ends(now);
    }

    private boolean ends(long now) {
        return lost || now - deadline > 0 || isInterrupted();
    }

    private void look(long now) {
        try {
            leave(journal.lost(own.values()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        nextLook = now + BETWEEN_LOOKS_NANOS;
    }

    /** Whether the node wants the worker back as soon as a checkpoint of the run is stored. */
    boolean isAskedToEnd() {
        return interruption.isAsked();
    }

    /** A checkpoint was stored since the node wants the worker back. */
    void interruptSafely() {
        safe = true;
    }

    private boolean isInterrupted() {
        return interruption.isAsked() && (safe || interruption.isUrgent());
    }

    /** Whether the run was cancelled, deleted or given to another worker. */
    boolean isLost() {
        return lost;
    }

    boolean isOverdue() {
        return nanoTime.getAsLong() - deadline > 0;
    }

    /** How long the run that is trained now has been trained, in all attempts together. */
    long trainedMillis() {
        long before = Objects.requireNonNull(current, "no run is trained yet").trainedMillis();
        return before + TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - began);
    }
}
