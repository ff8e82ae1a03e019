package dev.backflow.storage;

/**
 * One statistic of one layer's tensor over the epochs at which it was recorded.
 *
 * @param epochs ascending
 * @param values one for each epoch; NaN where no element was finite
 * @param nonFinite how many elements were NaN or ±∞, one for each epoch
 */
public record StatisticColumn(int[] epochs, double[] values, long[] nonFinite) {}
