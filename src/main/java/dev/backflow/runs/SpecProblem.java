package dev.backflow.runs;

/**
 * One thing that is wrong with what was sent.
 *
 * @param pointer JSON pointer (RFC 6901) of the place
 * @param value what stands there, as JSON, shortened; null where nothing does
 * @param detail what would be right
 */
public record SpecProblem(String pointer, String value, String detail) {}
