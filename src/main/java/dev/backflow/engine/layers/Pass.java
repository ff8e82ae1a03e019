package dev.backflow.engine.layers;

/**
 * What a batch goes through the network for: to learn from it, or to see what the network makes of it. Dropout and
 * batch normalization differ between the two. One object serves a whole training, so that steps allocate nothing.
 */
public final class Pass {

    public static final Pass INFERENCE = new Pass(false);

    /** The step of a pass over a sample, which no step of training uses. */
    public static final int NO_STEP = -1;

    private final boolean training;
    private int epoch;
    private int step;

    private Pass(boolean training) {
        this.training = training;
    }

    public static Pass training() {
        return new Pass(true);
    }

    /** The same pass moved to a step of the pass over the data that follows {@code epoch}. */
    public Pass at(int newEpoch, int newStep) {
        epoch = newEpoch;
        step = newStep;
        return this;
    }

    boolean isTraining() {
        return training;
    }

    int epoch() {
        return epoch;
    }

    int step() {
        return step;
    }
}
