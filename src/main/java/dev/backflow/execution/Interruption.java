package dev.backflow.execution;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Whether this node is shutting down and its workers are to give back what they have. */
@Component
class Interruption {

    /** For an epoch to end, so that nothing of it is lost. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    private final LongSupplier nanoTime;
    private volatile boolean shuttingDown;
    private volatile long since;

    Interruption(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @EventListener(ContextClosedEvent.class)
    void shutDown() {
        since = nanoTime.getAsLong();
        shuttingDown = true;
    }

    boolean isAsked() {
        return shuttingDown || Thread.currentThread().isInterrupted();
    }

    /** Whether there is no time to wait for the end of an epoch. */
    boolean isUrgent() {
        return Thread.currentThread().isInterrupted() || shuttingDown && nanoTime.getAsLong() - since > PATIENCE_NANOS;
    }
}
