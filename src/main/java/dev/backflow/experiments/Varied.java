package dev.backflow.experiments;

/** What is random in a run, and may be drawn anew with every seed. */
public enum Varied {
    /** Initial weights and dropout. */
    WEIGHTS,
    /** The order of the examples. */
    BATCHES,
    /** The data set, if it is a generated one. */
    DATA
}
