package dev.backflow.series;

import org.jspecify.annotations.Nullable;

/**
 * What stands behind a gap, or was left out of a number.
 *
 * @param column the column's name
 * @param epoch where; along steps with the part of it that was done
 * @param value {@code NaN}, {@code Infinity} or {@code -Infinity} where the column has a gap; null where it has the
 *     number of the finite elements
 * @param count how many elements of the tensor are NaN or ±∞; null for a metric, which is one number
 */
public record NonFinite(
        String column,
        double epoch,
        @Nullable String value,
        @Nullable Long count) {}
