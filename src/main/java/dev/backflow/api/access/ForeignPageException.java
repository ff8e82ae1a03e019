package dev.backflow.api.access;

/** A web page of others asks. */
public final class ForeignPageException extends RuntimeException {

    ForeignPageException(String header, String value) {
        super("The request comes from a web page of others (" + header + ": " + value
                + "). If that page may use this service, list its origin in backflow.access.origins.");
    }
}
