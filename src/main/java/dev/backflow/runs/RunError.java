package dev.backflow.runs;

/**
 * Why a run failed.
 *
 * @param code for programs
 * @param message for people
 */
public record RunError(String code, String message) {

    public static RunError of(Throwable cause) {
        return cause instanceof OutOfMemoryError
                ? new RunError("out_of_memory", "The run needs more memory than the service has; make it smaller.")
                : new RunError("internal_error", cause.getClass().getSimpleName() + ": " + cause.getMessage());
    }
}
