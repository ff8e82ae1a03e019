package dev.backflow.runs;

/** As many runs wait as may; later there will be room again. */
public final class QueueFullException extends LimitException {

    /** @param more how many were to wait as well */
    QueueFullException(long waiting, int more, int most) {
        super(
                "queued_runs",
                waiting + more,
                most,
                waiting + " runs are waiting, and at most " + most + " may (backflow.limits.queue). Try again later.");
    }
}
