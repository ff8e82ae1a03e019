package dev.backflow.api;

import dev.backflow.runs.LimitException;

/** Clients, or this one, hold as much at the same time as they may. */
final class QuotaExceededException extends LimitException {

    private final transient ProblemType type;

    QuotaExceededException(ProblemType type, String limit, long actual, long maximum) {
        super(
                limit,
                actual,
                maximum,
                "With this request " + (type == ProblemType.BUSY ? "all clients" : "this client") + " would hold "
                        + actual + " at the same time; " + limit + " allows " + maximum + ".");
        this.type = type;
    }

    ProblemType type() {
        return type;
    }
}
