package dev.backflow.engine.losses;

/** What the numbers in the targets are, and so which losses can make sense of them. */
public enum TargetKind {
    /** One column of 0 and 1: the class, or its probability under a sigmoid. */
    BINARY,
    /** A column for each class; every row has a single 1, all else is 0: a distribution, as softmax gives it. */
    ONE_HOT,
    /** One column of class numbers 0, 1, 2 …, more than two of them; as good as REAL to a loss of distances. */
    INDEX,
    /** Any finite numbers: regression. */
    REAL;

    /** Two classes fit in one column, more need a column each. */
    public static TargetKind ofClasses(int classes) {
        return classes == 2 ? BINARY : ONE_HOT;
    }

    /** How many columns {@code classes} classes take. */
    public int columns(int classes) {
        return this == BINARY ? 1 : classes;
    }
}
