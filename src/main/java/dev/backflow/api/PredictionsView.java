package dev.backflow.api;

import dev.backflow.runs.Classes;
import dev.backflow.runs.Predictions;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a trained network answers.
 *
 * @param epoch of the model: passes over the data after which it had its weights
 * @param features names of what was sent, column by column
 * @param predictions what the output layer answers, examples × outputs; null where that is NaN or ±∞
 * @param nonFinite how many of them are null
 * @param classes the number of the predicted class for each example, that of the largest output or, with one output, 1
 *     above {@code threshold} and 0 else; null where an output is not finite. Left null where the targets are no
 *     classes
 * @param labels of several labels, which of them each example has: 1 where the output is above {@code threshold}, else
 *     0; null where an output is not finite. Left null where the targets are not several labels
 * @param threshold of a single output, or of each label: 0.5, or 0 where the loss takes logits or margins; null otherwise
 * @param classNames what the classes are called, by their numbers; null if they have no names
 */
record PredictionsView(
        String runId,
        int epoch,
        List<String> features,
        @Schema(nullable = true) float[][] predictions,
        int nonFinite,
        @Nullable Integer @Nullable [] classes,
        @Schema(nullable = true) Integer @Nullable [][] labels,
        @Nullable Float threshold,
        @Nullable List<String> classNames) {

    static PredictionsView of(String runId, Predictions predicted) {
        float[][] outputs = predicted.outputs();
        Classes classes = predicted.classes();
        return new PredictionsView(
                runId,
                predicted.epoch(),
                predicted.features(),
                outputs,
                Stream.of(outputs).mapToInt(PredictionsView::nonFinite).sum(),
                classes.count() == 0 ? null : numbers(outputs, classes),
                classes.labels() ? labels(outputs, classes.threshold()) : null,
                classes.labels() || classes.count() > 0 && outputs[0].length == 1 ? classes.threshold() : null,
                predicted.classNames().isEmpty() ? null : predicted.classNames());
    }

    private static int nonFinite(float[] outputs) {
        int count = 0;
        for (float output : outputs) {
            count += Float.isFinite(output) ? 0 : 1;
        }
        return count;
    }

    private static @Nullable Integer[][] labels(float[][] outputs, float threshold) {
        @Nullable Integer[][] labels = new Integer[outputs.length][outputs[0].length];
        for (int row = 0; row < labels.length; row++) {
            for (int i = 0; i < labels[row].length; i++) {
                float output = outputs[row][i];
                labels[row][i] = Float.isFinite(output) ? Integer.valueOf(output > threshold ? 1 : 0) : null;
            }
        }
        return labels;
    }

    private static @Nullable Integer[] numbers(float[][] outputs, Classes classes) {
        return Arrays.stream(outputs)
                .map(classes::of)
                .map(found -> found < 0 ? null : found)
                .toArray(Integer[]::new);
    }
}
