package dev.backflow.runs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a trained network answers.
 *
 * @param epoch of the model: passes over the data after which it had its weights
 * @param features names of what was sent, column by column
 * @param predictions what the output layer answers, examples × outputs; null where that is NaN or ±∞
 * @param nonFinite how many of them are null
 * @param classes the number of the predicted class for each example, that of the largest output or, with one output, 1 above
 *     {@code threshold} and 0 else; null where an output is not finite. Left null where the targets are no classes
 * @param threshold of a single output: 0.5, or 0 where the loss takes logits or margins; null otherwise
 * @param classNames what the classes are called, by their numbers; null if they have no names
 */
public record Predictions(
        String runId,
        int epoch,
        List<String> features,
        @Nullable Float[][] predictions,
        int nonFinite,
        @Nullable Integer @Nullable [] classes,
        @Nullable Float threshold,
        @Nullable List<String> classNames) {}
