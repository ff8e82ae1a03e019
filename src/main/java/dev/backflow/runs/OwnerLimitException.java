package dev.backflow.runs;

/** An owner has, or asks for, more than the limits allow. */
public final class OwnerLimitException extends LimitException {

    private final int retrySeconds;

    /**
     * @param retrySeconds when it may be different
     * @param remedy what to do, as a sentence
     */
    OwnerLimitException(String limit, long actual, long maximum, int retrySeconds, String remedy) {
        super(
                limit,
                actual,
                maximum,
                "That would be " + actual + ", and " + maximum + " are allowed (backflow.limits." + limit + "). "
                        + remedy);
        this.retrySeconds = retrySeconds;
    }

    public int retrySeconds() {
        return retrySeconds;
    }
}
