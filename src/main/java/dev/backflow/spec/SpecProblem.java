package dev.backflow.spec;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with what was sent.
 *
 * @param pointer JSON pointer (RFC 6901) of the place, shortened where keys that were sent are long
 * @param value what stands there, as JSON, shortened; null where nothing does
 * @param detail what would be right
 * @param limit the limit of this service that it exceeds, by its place in {@code GET /limits}, such as {@code
 *     run.weights}; left out, with the next two, where something is wrong anywhere
 * @param actual what was asked for
 * @param maximum what may be asked for
 */
public record SpecProblem(
        String pointer,
        @Nullable String value,
        String detail,
        @Nullable String limit,
        @Nullable Long actual,
        @Nullable Long maximum) {

    private static final int SHOWN = 120;

    public SpecProblem(String pointer, @Nullable String value, String detail) {
        this(pointer, value, detail, null, null, null);
    }

    /** Something that is more than a limit allows. */
    public static SpecProblem exceeding(
            String limit, long actual, long maximum, String pointer, String value, String detail) {
        return new SpecProblem(pointer, value, detail, limit, actual, maximum);
    }

    /** The same of a part that lies below another. */
    public SpecProblem under(String parent) {
        return new SpecProblem(parent + pointer, value, detail, limit, actual, maximum);
    }

    /** With place and value shortened: both are what somebody sent. */
    public static SpecProblem of(String pointer, @Nullable String value, String detail) {
        return new SpecProblem(shortened(pointer), value == null ? null : shortened(value), detail);
    }

    private static String shortened(String text) {
        return GivenName.shown(text, SHOWN);
    }
}
