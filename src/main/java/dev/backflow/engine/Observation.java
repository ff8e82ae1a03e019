package dev.backflow.engine;

import org.jspecify.annotations.Nullable;

/**
 * A network after some passes over the data, as it is shown to an observer.
 *
 * @param epoch passes made
 * @param network at the weights of this epoch; its layers hold the sampled batch, forward and backward
 * @param learningRate η of the step that comes next; reduce_on_plateau has judged this epoch already
 * @param training loss and metrics of all training examples at these weights
 * @param validation the same of the validation examples; null without any
 */
public record Observation(
        int epoch,
        Network network,
        double learningRate,
        Evaluation training,
        @Nullable Evaluation validation) {}
