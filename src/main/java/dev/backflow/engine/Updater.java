package dev.backflow.engine;

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

    /** baseᵉˣᵖᵒⁿᵉⁿᵗ by repeated squaring, the same bits on every machine. */
    static double power(double base, long exponent) {
        double product = 1;
        double square = base;
        for (long rest = exponent; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                product *= square;
            }
            square *= square;
        }
        return product;
    }
}
