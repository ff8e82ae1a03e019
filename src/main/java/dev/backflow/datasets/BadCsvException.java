package dev.backflow.datasets;

import org.jspecify.annotations.Nullable;

/** A file cannot be read as CSV: where, what stands there, and what would be accepted. */
public final class BadCsvException extends RuntimeException {

    private final long line;
    private final int column;
    private final @Nullable String value;

    /**
     * @param line of the file, from 1
     * @param column of the table, from 1
     * @param value what stands there; null for nothing that could be shown
     * @param reason what is wrong and what would be right
     */
    public BadCsvException(long line, int column, @Nullable String value, String reason) {
        super(reason);
        this.line = line;
        this.column = column;
        this.value = value;
    }

    public long line() {
        return line;
    }

    public int column() {
        return column;
    }

    public @Nullable String value() {
        return value;
    }
}
