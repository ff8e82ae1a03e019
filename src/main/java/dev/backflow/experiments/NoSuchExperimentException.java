package dev.backflow.experiments;

/** There is no such experiment, or it is somebody else's. */
public final class NoSuchExperimentException extends RuntimeException {

    NoSuchExperimentException(String id) {
        super("There is no experiment " + id + ".");
    }
}
