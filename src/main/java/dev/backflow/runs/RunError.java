package dev.backflow.runs;

import java.time.Duration;

/**
 * Why a run failed.
 *
 * @param code for programs
 * @param message for people
 */
public record RunError(String code, String message) {

    /** The run ended the process that trained it, time and again. */
    public static RunError crashLoop() {
        return new RunError(
                "crash_loop",
                "The run was begun " + Limits.ATTEMPTS_IN_VAIN
                        + " times, and each time its worker died before getting any" + " further; make it smaller.");
    }

    /** There is nothing from which a forked run could begin. */
    public static RunError checkpointLost() {
        return new RunError(
                "checkpoint_lost", "The checkpoint that the run was forked from is damaged; fork it again.");
    }

    /** @param limit such as {@code PT1H} */
    public static RunError deadlineExceeded(Duration limit) {
        return new RunError(
                "deadline_exceeded",
                "The run was trained for the longest time allowed, " + limit + " (backflow.limits.run_time); make it"
                        + " smaller or train fewer epochs. It can be forked from its last checkpoint.");
    }

    public static RunError outOfMemory() {
        return new RunError("out_of_memory", "The run needs more memory than the service has; make it smaller.");
    }

    public static RunError of(Throwable cause) {
        return cause instanceof OutOfMemoryError
                ? outOfMemory()
                : new RunError("internal_error", cause.getClass().getSimpleName() + ": " + cause.getMessage());
    }
}
