package dev.backflow.datasets;

/** What is to be learned of the target column. */
public enum Task {
    /** Which of its values it is: they are classes, in the order of numbers or of the alphabet. */
    CLASSIFICATION,
    /** The number itself. */
    REGRESSION
}
