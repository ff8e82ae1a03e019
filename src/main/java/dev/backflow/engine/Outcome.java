package dev.backflow.engine;

import org.jspecify.annotations.Nullable;

/**
 * How a training ended.
 *
 * @param epoch the one whose weights the network holds: the last, or the best if early stopping went back to it
 * @param bestEpoch the one with the best monitored number, as early stopping saw it; 0 if it looked at none
 * @param training loss and metrics of all training examples at the weights of {@code epoch}
 * @param validation the same of the validation examples; null without any
 */
public record Outcome(
        int epoch,
        int bestEpoch,
        Evaluation training,
        @Nullable Evaluation validation) {}
