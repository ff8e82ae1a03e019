package dev.backflow.runs;

/** A request has the key of another one that said something else. */
public final class KeyReusedException extends RuntimeException {

    KeyReusedException(String key) {
        super("The Idempotency-Key " + key + " was used for a different request within the last day. Send the same"
                + " request with it, or this one with a new key.");
    }
}
