package dev.backflow.engine;

/** Measures a training. It is called on the training thread and must leave the network alone. */
public interface TrainingObserver {

    /** On which examples gradients and activations are measured. */
    enum Sample {
        /** The first batch of the next epoch, in its order: the one that the next step uses anyway. */
        FIRST_BATCH,
        /** All training examples at once. */
        FULL
    }

    /**
     * Whether this epoch is to be measured; evaluating it costs a pass over all examples. The epoch at which a training
     * ends is measured in any case.
     */
    boolean observes(int epoch);

    /** Asked once, before training. */
    default Sample sample() {
        return Sample.FIRST_BATCH;
    }

    /** The network at an epoch that {@link #observes} asked for, or at the last. */
    void observed(Observation observation);

    /** Whether the network is to be measured before step {@code step} of the whole training, counted from 0. */
    default boolean observesStep(long step) {
        return false;
    }

    /** The network after {@code step} steps of the whole training; its layers hold the sample, forward and backward. */
    default void observedStep(long step, Network network) {}
}
