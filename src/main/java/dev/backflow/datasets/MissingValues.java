package dev.backflow.datasets;

/** What becomes of rows without a value in a column that is used. */
public enum MissingValues {
    /** A data set with such a row is not accepted. */
    REFUSE,
    /** They are left out. */
    DROP
}
