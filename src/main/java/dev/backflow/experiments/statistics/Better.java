package dev.backflow.experiments.statistics;

/** Which outcomes are better: the higher ones, as with an accuracy, or the lower ones, as with a loss. */
public enum Better {
    HIGHER,
    LOWER
}
