package dev.backflow.recording;

import org.jspecify.annotations.Nullable;

/** A query asks for what there is not. */
public final class BadQueryException extends RuntimeException {

    private final String parameter;
    private final @Nullable String value;

    /**
     * @param detail what is wrong and what would be right, as a sentence goes on that begins with the parameter and its
     *     value
     */
    public BadQueryException(String parameter, @Nullable String value, String detail) {
        super(detail);
        this.parameter = parameter;
        this.value = value;
    }

    public String parameter() {
        return parameter;
    }

    public @Nullable String value() {
        return value;
    }
}
