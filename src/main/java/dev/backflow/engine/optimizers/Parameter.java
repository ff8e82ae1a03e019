package dev.backflow.engine.optimizers;

/**
 * A tensor that learning changes. Both arrays stay the same objects as long as the network lives.
 *
 * @param weights changed by every step
 * @param gradient ∂L/∂weights of the last batch; a step may clip it
 */
public record Parameter(float[] weights, float[] gradient) {}
