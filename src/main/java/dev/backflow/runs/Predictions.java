package dev.backflow.runs;

import java.util.List;

/**
 * What a trained network answers.
 *
 * @param epoch at which it had its weights
 * @param features names of what was asked, column by column
 * @param outputs of the output layer, examples × outputs; may be NaN or ±∞
 * @param classNames what the classes are called, by their numbers; empty if they have no names
 */
public record Predictions(
        int epoch, List<String> features, float[][] outputs, Classes classes, List<String> classNames) {}
