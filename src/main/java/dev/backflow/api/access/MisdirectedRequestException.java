package dev.backflow.api.access;

/** A request for a host that this service is not. */
public final class MisdirectedRequestException extends RuntimeException {

    MisdirectedRequestException(String host) {
        super("This service is not called " + host
                + ". Ask for localhost or an address in digits, or list the name in backflow.access.hosts.");
    }
}
