package dev.backflow.engine.optimizers;

/** An optimizer's memory for one tensor. */
public interface Updater {

    /**
     * One step.
     *
     * @param weights modified
     * @param gradient ∂L/∂weights, left alone
     * @param rate η of this step
     * @param step t, counted from 1
     */
    void update(float[] weights, float[] gradient, double rate, long step);

    /** All that is remembered from step to step, live: copied, it is a checkpoint; written into, it is resumed from. */
    float[][] state();
}
