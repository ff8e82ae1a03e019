package dev.backflow.diagnosis;

import dev.backflow.engine.activations.Activation;

/**
 * A layer with a kernel and an activation function, as rules see it.
 *
 * @param residual whether the input gets past it unchanged as well
 */
record JudgedLayer(String name, int units, Activation activation, boolean residual) {}
