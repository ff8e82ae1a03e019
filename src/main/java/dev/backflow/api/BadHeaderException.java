package dev.backflow.api;

/** The value of a header is refused. */
public final class BadHeaderException extends RuntimeException {

    private final String header;
    private final String value;

    public BadHeaderException(String header, String value, String detail) {
        super(detail);
        this.header = header;
        this.value = value;
    }

    String header() {
        return header;
    }

    String value() {
        return value;
    }
}
