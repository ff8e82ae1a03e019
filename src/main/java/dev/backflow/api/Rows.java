package dev.backflow.api;

import dev.backflow.series.Columns;

/** Columns that are written row by row: an object for each place, with the place and the number of each column. */
public record Rows(Columns columns) {}
