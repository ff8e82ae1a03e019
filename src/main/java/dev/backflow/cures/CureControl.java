package dev.backflow.cures;

import dev.backflow.runs.RunCost;

/** What whoever trains says of a search: whether it goes on, and whether there is memory for the next training. */
public interface CureControl {

    /** Whether the node wants its worker back now. */
    boolean isInterrupted();

    /** Whether others are to have their turn before the next training. */
    boolean isPaused();

    /** Waits a while for memory; false if it is to be tried later. */
    boolean admits(RunCost cost);
}
