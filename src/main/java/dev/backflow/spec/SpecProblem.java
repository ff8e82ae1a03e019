package dev.backflow.spec;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with what was sent.
 *
 * @param pointer JSON pointer (RFC 6901) of the place
 * @param value what stands there, as JSON, shortened; null where nothing does
 * @param detail what would be right
 */
public record SpecProblem(String pointer, @Nullable String value, String detail) {

    private static final int SHOWN = 120;

    /** With the value shortened. */
    public static SpecProblem of(String pointer, @Nullable String value, String detail) {
        String shown = value == null || value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
        return new SpecProblem(pointer, shown, detail);
    }
}
