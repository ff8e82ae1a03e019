package dev.backflow.execution;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code backflow.worker}.
 *
 * @param threads how many runs this node trains at a time; 0 leaves them to other nodes; by default one for each core
 * @param takeover how long it takes at most until the runs of a node that has died are begun by others; nodes that
 *     share a database must agree on it
 */
@ConfigurationProperties("backflow.worker")
public record WorkerProperties(Integer threads, Duration takeover) {

    private static final Duration SHORTEST_TAKEOVER = Duration.ofSeconds(5);

    /** A node is taken for dead after so many silent intervals; the others look every second one, and poll then. */
    static final int MISSED_HEARTBEATS = 6;

    private static final int HEARTBEATS_PER_TAKEOVER = MISSED_HEARTBEATS + 3;

    public WorkerProperties(@Nullable Integer threads, @DefaultValue("60s") Duration takeover) {
        this.threads = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        this.takeover = takeover;
        if (this.threads < 0) {
            throw new IllegalArgumentException("backflow.worker.threads must not be negative, but is " + this.threads);
        }
        if (takeover.compareTo(SHORTEST_TAKEOVER) < 0) {
            throw new IllegalArgumentException(
                    "backflow.worker.takeover must be at least " + SHORTEST_TAKEOVER + ", but is " + takeover);
        }
    }

    Duration heartbeat() {
        return takeover.dividedBy(HEARTBEATS_PER_TAKEOVER);
    }
}
