package dev.backflow.recording;

import dev.backflow.spec.Fault;
import org.jspecify.annotations.Nullable;

/** A query asks for what there is not. */
public final class BadQueryException extends RuntimeException {

    private final Fault fault;
    private final String parameter;
    private final @Nullable String value;
    private final @Nullable Long maximum;

    /**
     * @param detail what is wrong and what would be right, as a sentence goes on that begins with the parameter and its
     *     value
     */
    public BadQueryException(String parameter, @Nullable String value, String detail) {
        this(Fault.VALUE, parameter, value, detail);
    }

    /** Another kind of mistake than a value that cannot be. */
    public BadQueryException(Fault fault, String parameter, @Nullable String value, String detail) {
        this(fault, parameter, value, detail, null);
    }

    private BadQueryException(
            Fault fault, String parameter, @Nullable String value, String detail, @Nullable Long maximum) {
        super(detail);
        this.fault = fault;
        this.parameter = parameter;
        this.value = value;
        this.maximum = maximum;
    }

    /** More is asked for than a limit of the service allows, which has the parameter's name. */
    public static BadQueryException exceeding(String parameter, long value, long maximum, String detail) {
        return new BadQueryException(Fault.LIMIT, parameter, String.valueOf(value), detail, maximum);
    }

    public Fault fault() {
        return fault;
    }

    public String parameter() {
        return parameter;
    }

    public @Nullable String value() {
        return value;
    }

    /** Of the limit that is exceeded, if one is. */
    public @Nullable Long maximum() {
        return maximum;
    }
}
