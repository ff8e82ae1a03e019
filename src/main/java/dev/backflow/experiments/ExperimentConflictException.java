package dev.backflow.experiments;

/** The experiment is not in a state in which that can be done. */
public final class ExperimentConflictException extends RuntimeException {

    ExperimentConflictException(String id, String reason) {
        super("Experiment " + id + " " + reason + ".");
    }
}
