package dev.backflow.engine;

/**
 * A tensor that learning changes. Both arrays stay the same objects as long as the network lives.
 *
 * @param weights changed by every step
 * @param gradient ∂L/∂weights of the last batch; a step may clip it
 */
record Parameter(float[] weights, float[] gradient) {}
