package dev.backflow.runs;

/**
 * Something has happened to a run on this node, and is committed. Other nodes are not told; they find it in the
 * database. Listen with {@link org.springframework.transaction.event.TransactionalEventListener}.
 */
public sealed interface RunEvent {

    String runId();

    /** A worker of this node has taken it. */
    record RunStarted(String runId) implements RunEvent {}

    /** It got further, was given another name, or was deleted. */
    record RunChanged(String runId) implements RunEvent {}

    /** This node's worker has it no more: it was put back, taken over by another node, or cancelled there. */
    record RunReleased(String runId) implements RunEvent {}

    /** It has come to its end. */
    record RunEnded(String runId, RunState state) implements RunEvent {}
}
