package dev.backflow.api;

/** A request body is too long, or takes too long. */
final class BodyException extends RuntimeException {

    private final transient ProblemType type;

    private BodyException(ProblemType type, String message) {
        super(message);
        this.type = type;
    }

    static BodyException tooLarge(long bytes, String setting) {
        return new BodyException(
                ProblemType.BODY_TOO_LARGE, "The body may have at most " + bytes + " bytes (" + setting + ").");
    }

    static BodyException tooSlow(long seconds) {
        return new BodyException(
                ProblemType.BODY_TOO_SLOW,
                "The body must arrive within " + seconds + " seconds (backflow.limits.body-time).");
    }

    ProblemType type() {
        return type;
    }
}
