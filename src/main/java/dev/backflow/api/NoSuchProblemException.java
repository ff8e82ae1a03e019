package dev.backflow.api;

/** No type of problem has this name. */
final class NoSuchProblemException extends RuntimeException {

    NoSuchProblemException(String name) {
        super("No type of problem is called " + name + "; GET " + ProblemType.PATH + " lists them.");
    }
}
