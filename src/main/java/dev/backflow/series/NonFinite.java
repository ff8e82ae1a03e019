package dev.backflow.series;

import org.jspecify.annotations.Nullable;

/**
 * What stands behind a gap, or was left out of a number.
 *
 * @param column the column's name
 * @param value {@code NaN}, {@code Infinity} or {@code -Infinity} where the column has a gap; null where it has the number
 *     of the finite elements
 * @param count how many elements of the tensor are NaN or ±∞; null for a metric, which is one number
 */
public record NonFinite(
        String column,
        int epoch,
        @Nullable String value,
        @Nullable Long count) {}
