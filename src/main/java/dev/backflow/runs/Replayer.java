package dev.backflow.runs;

import java.util.List;
import java.util.SortedSet;

/** Trains a run again to see what its network was on the way; whoever trains implements it. */
@FunctionalInterface
public interface Replayer {

    /**
     * The network at these epochs, with the very bits that it had when the run was trained: data, weights and order
     * follow from the spec, whose run must have begun with the untrained network. Nothing is stored.
     *
     * @param epochs not empty; those that the training did not come to are left out
     * @param inputs what the network is asked at each of them, examples × inputs, as it sees them
     */
    List<Replay.Frame> frames(Run run, RunSpec spec, SortedSet<Integer> epochs, float[][] inputs);
}
