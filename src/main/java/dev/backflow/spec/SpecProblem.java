package dev.backflow.spec;

/**
 * One thing that is wrong with what was sent.
 *
 * @param pointer JSON pointer (RFC 6901) of the place
 * @param value what stands there, as JSON, shortened; null where nothing does
 * @param detail what would be right
 */
public record SpecProblem(String pointer, String value, String detail) {

    private static final int SHOWN = 120;

    /** With the value shortened. */
    public static SpecProblem of(String pointer, String value, String detail) {
        boolean fits = value == null || value.length() <= SHOWN;
        return new SpecProblem(pointer, fits ? value : value.substring(0, SHOWN) + "…", detail);
    }
}
