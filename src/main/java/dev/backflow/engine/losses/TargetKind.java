package dev.backflow.engine.losses;

/** What the numbers in the targets are, and so which losses can make sense of them. */
public enum TargetKind {
    /** One column of 0 and 1: the class, or its probability under a sigmoid. */
    BINARY,
    /** A column for each class; every row has a single 1, all else is 0: a distribution, as softmax gives it. */
    ONE_HOT,
    /** One column of class numbers 0, 1, 2 …, more than two of them; as good as REAL to a loss of distances. */
    INDEX,
    /** Several columns of 0 and 1, each of them a label by itself: an example may have any number of them. */
    MULTI_LABEL,
    /** Numbers from 0 to 1, not all of them 0 or 1: how probable a class, or each label, is. */
    PROBABILITY,
    /** A column for each class; the numbers of a row are from 0 to 1 and add up to 1: how probable each class is. */
    DISTRIBUTION,
    /** Any finite numbers: regression. */
    REAL;

    /** Whether there are only zeros and ones, which say what an example is. */
    public boolean isOfLabels() {
        return this == BINARY || this == ONE_HOT || this == MULTI_LABEL;
    }

    /** Two classes fit in one column, more need a column each. */
    public static TargetKind ofClasses(int classes) {
        return classes == 2 ? BINARY : ONE_HOT;
    }

    /** How many columns {@code classes} classes take. */
    public int columns(int classes) {
        return this == BINARY ? 1 : classes;
    }
}
