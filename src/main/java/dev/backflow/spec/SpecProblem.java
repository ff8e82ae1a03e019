package dev.backflow.spec;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with what was sent.
 *
 * @param pointer JSON pointer (RFC 6901) of the place, shortened where keys that were sent are long
 * @param value what stands there, as JSON, shortened; null where nothing does
 * @param detail what would be right
 * @param fault what kind of mistake it is
 * @param limit the limit of this service that it exceeds, by its place in {@code GET /limits}, such as {@code
 *     run.weights}; left out, with the next two, where something is wrong anywhere
 * @param actual what was asked for
 * @param maximum what may be asked for
 */
public record SpecProblem(
        String pointer,
        @Nullable String value,
        String detail,
        Fault fault,
        @Nullable String limit,
        @Nullable Long actual,
        @Nullable Long maximum) {

    private static final int SHOWN = 120;

    public SpecProblem(String pointer, @Nullable String value, String detail) {
        this(pointer, value, detail, Fault.VALUE, null, null, null);
    }

    /** Something that is more than a limit allows. */
    public static SpecProblem exceeding(
            String limit, long actual, long maximum, String pointer, String value, String detail) {
        return new SpecProblem(pointer, value, detail, Fault.LIMIT, limit, actual, maximum);
    }

    /** The same of a part that lies below another. */
    public SpecProblem under(String parent) {
        return new SpecProblem(parent + pointer, value, detail, fault, limit, actual, maximum);
    }

    /** With place and value shortened: both are what somebody sent. */
    public static SpecProblem of(String pointer, @Nullable String value, String detail) {
        return of(Fault.VALUE, pointer, value, detail);
    }

    /** The same of another kind than a value that cannot be. */
    public static SpecProblem of(Fault fault, String pointer, @Nullable String value, String detail) {
        String shown = value == null ? null : shortened(value);
        return new SpecProblem(shortened(pointer), shown, detail, fault, null, null, null);
    }

    private static String shortened(String text) {
        return GivenName.shown(text, SHOWN);
    }
}
