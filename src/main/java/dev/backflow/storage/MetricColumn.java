package dev.backflow.storage;

/**
 * One metric, or one measure of a layer, over the epochs at which it was recorded.
 *
 * @param epochs ascending
 * @param values one for each epoch; may be NaN or ±∞
 */
public record MetricColumn(int[] epochs, double[] values) {}
