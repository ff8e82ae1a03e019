package dev.backflow.runs;

/** More is there, or asked for, than a limit allows. */
public abstract class LimitException extends RuntimeException {

    private final String limit;
    private final long actual;
    private final long maximum;

    /** @param limit by its place in {@code GET /limits}, such as {@code owner.active_runs} */
    protected LimitException(String limit, long actual, long maximum, String message) {
        super(message);
        this.limit = limit;
        this.actual = actual;
        this.maximum = maximum;
    }

    public String limit() {
        return limit;
    }

    public long actual() {
        return actual;
    }

    public long maximum() {
        return maximum;
    }
}
