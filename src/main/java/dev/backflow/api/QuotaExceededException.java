package dev.backflow.api;

/** Clients, or this one, hold as much at the same time as they may. */
final class QuotaExceededException extends RuntimeException {

    private final transient ProblemType type;
    private final String limit;
    private final long actual;
    private final long maximum;

    QuotaExceededException(ProblemType type, String limit, long actual, long maximum) {
        super("With this request " + (type == ProblemType.BUSY ? "all clients" : "this client") + " would hold "
                + actual + " at the same time; " + limit + " allows " + maximum + ".");
        this.type = type;
        this.limit = limit;
        this.actual = actual;
        this.maximum = maximum;
    }

    ProblemType type() {
        return type;
    }

    String limit() {
        return limit;
    }

    long actual() {
        return actual;
    }

    long maximum() {
        return maximum;
    }
}
