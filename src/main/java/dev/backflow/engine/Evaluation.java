package dev.backflow.engine;

import java.util.List;

/**
 * How good a network is on a set of examples.
 *
 * @param loss mean over the examples, with all penalties; NaN or ±∞ where the network overflowed
 * @param metrics in the order in which the spec has them
 */
public record Evaluation(double loss, List<Double> metrics) {}
