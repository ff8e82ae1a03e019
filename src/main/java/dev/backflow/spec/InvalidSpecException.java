package dev.backflow.spec;

import org.jspecify.annotations.Nullable;

/** A spec was refused: where, which value, and what would be accepted. */
public final class InvalidSpecException extends IllegalArgumentException {

    private final String path;
    private final transient @Nullable Object value;
    private final String reason;

    /**
     * @param path the field's name on the wire, or a path such as {@code layers/1/units}, relative to the refusing
     *     record
     * @param value what was given
     * @param reason what is wrong and what would be right, as a continuation of "units …"
     */
    public InvalidSpecException(String path, @Nullable Object value, String reason) {
        super(path + " " + reason + ", got " + value);
        this.path = path;
        this.value = value;
        this.reason = reason;
    }

    public String path() {
        return path;
    }

    public @Nullable Object value() {
        return value;
    }

    public String reason() {
        return reason;
    }
}
