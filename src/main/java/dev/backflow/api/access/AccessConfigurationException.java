package dev.backflow.api.access;

/** The settings would let in whom they should not; the service does not start. */
final class AccessConfigurationException extends RuntimeException {

    private final String remedy;

    AccessConfigurationException(String problem, String remedy) {
        super(problem);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
