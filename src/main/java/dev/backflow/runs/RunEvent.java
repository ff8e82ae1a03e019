package dev.backflow.runs;

import java.time.Duration;
import java.util.Optional;

/**
 * Something has happened to a run on this node, and is committed. Other nodes are not told; they find it in the
 * database. Listen with {@link org.springframework.transaction.event.TransactionalEventListener}.
 */
public sealed interface RunEvent {

    String runId();

    /** It was stored and waits for a worker. */
    record RunAccepted(String runId, String summary) implements RunEvent {}

    /**
     * A worker of this node has taken it.
     *
     * @param attempt 1, unless it goes on after its worker died
     * @param waited since it was submitted
     */
    record RunStarted(String runId, int attempt, Duration waited) implements RunEvent {}

    /** It got further, was given another name, or was deleted. */
    record RunChanged(String runId) implements RunEvent {}

    /** This node's worker has it no more: it was put back, taken over by another node, or cancelled there. */
    record RunReleased(String runId) implements RunEvent {}

    /**
     * It has come to its end.
     *
     * @param epoch the last one recorded
     * @param took since it was first started; empty if it never was
     */
    record RunEnded(String runId, RunState state, int epoch, Optional<Duration> took) implements RunEvent {}
}
