package dev.backflow.experiments.statistics;

/** What a comparison of two cells shows. */
public enum Verdict {
    A_BETTER,
    B_BETTER,
    /** Neither is shown to be better; that they are equal is not shown either. */
    NO_DIFFERENCE_SHOWN,
    /** Even if all pairs agreed, the test could not decide, see {@link Judgement#pairsNeeded}. */
    TOO_FEW_PAIRS
}
