package dev.backflow.api;

/** The query parameter {@code shape}: how columns are written as JSON. */
enum Shape {
    /** An array of numbers for each column. */
    COLUMNS,
    /** An object for each place. */
    ROWS
}
