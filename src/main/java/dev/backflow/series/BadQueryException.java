package dev.backflow.series;

/** A query asks for what there is not. */
public final class BadQueryException extends RuntimeException {

    private final String parameter;
    private final String value;

    /** @param detail what would be right, as a continuation of the parameter's name */
    public BadQueryException(String parameter, String value, String detail) {
        super(detail);
        this.parameter = parameter;
        this.value = value;
    }

    public String parameter() {
        return parameter;
    }

    public String value() {
        return value;
    }
}
