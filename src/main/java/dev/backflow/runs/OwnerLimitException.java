package dev.backflow.runs;

/** An owner has, or asks for, more than the limits allow. */
public final class OwnerLimitException extends RuntimeException {

    private final String limit;
    private final long actual;
    private final long maximum;
    private final int retrySeconds;

    /**
     * @param limit by its place in {@code GET /limits}, such as {@code owner.active_runs}
     * @param retrySeconds when it may be different
     * @param remedy what to do, as a sentence
     */
    OwnerLimitException(String limit, long actual, long maximum, int retrySeconds, String remedy) {
        super("That would be " + actual + ", and " + maximum + " are allowed (backflow.limits." + limit + "). "
                + remedy);
        this.limit = limit;
        this.actual = actual;
        this.maximum = maximum;
        this.retrySeconds = retrySeconds;
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

    public int retrySeconds() {
        return retrySeconds;
    }
}
