package dev.backflow.engine;

/** Decides whether a training goes on, and takes what is needed to resume it. It is called on the training thread. */
@FunctionalInterface
public interface TrainingControl {

    /** Lets a training come to its own end. */
    TrainingControl NONE = () -> false;

    /**
     * Asked before every step, every few hundred examples of an evaluation, and every layer if that takes long. True
     * ends the training at once, and must be the answer from then on.
     */
    boolean stopped();

    /** An epoch begins and has not been measured yet: the moment to take {@link Trainer#state()}. */
    default void reached(Trainer training) {}

    /**
     * The training comes to its own end: the last epoch has been measured, better weights are not yet restored. The
     * last moment to take {@link Trainer#state()}.
     */
    default void ending(Trainer training) {}
}
