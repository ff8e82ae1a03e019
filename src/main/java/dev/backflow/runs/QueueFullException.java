package dev.backflow.runs;

/** As many runs wait as may; later there will be room again. */
public final class QueueFullException extends RuntimeException {

    QueueFullException(long waiting, int most) {
        super(waiting + " runs are waiting, and at most " + most + " may (backflow.limits.queue). Try again later.");
    }
}
