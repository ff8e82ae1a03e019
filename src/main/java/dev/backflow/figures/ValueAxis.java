package dev.backflow.figures;

import dev.backflow.series.Columns;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * What kind of vertical axis numbers stand on. lets-plot is told places and labels, and of numbers only what it can draw:
 * single precision ends where diverged weights begin.
 */
enum ValueAxis {
    LINEAR,
    LOGARITHMIC,
    /** From 0 to 1. */
    SHARE;

    /** From here on lets-plot's own labels get long, and then wrong. */
    private static final double HUGE = 1e6;

    /** The part of a number that changes so little that only further digits show it. */
    private static final double NARROW = 1e-2;

    /** How far a logarithmic axis reaches beyond its numbers: a part of their decades, and some. */
    private static final double MARGIN = 0.04;

    private static final double LEAST_MARGIN = 0.02;

    /** A logarithmic one where a diverged loss would press all else to the ground. */
    static ValueAxis of(Columns columns) {
        double[] range = LINEAR.range(columns);
        return range.length > 0 && range[0] > 0 && range[1] > HUGE && range[1] > HUGE * range[0] ? LOGARITHMIC : LINEAR;
    }

    /** Where a number is drawn; NaN if it cannot be. */
    DoubleUnaryOperator places(Columns... columns) {
        if (this == LOGARITHMIC) {
            return value -> value > 0 ? Math.log10(value) : Double.NaN;
        }
        double unit = this == LINEAR ? unit(range(columns)) : 1;
        return value -> value / unit;
    }

    /** lets-plot's scale of the numbers' {@link #places}. */
    Map<String, Object> scale(String name, Columns... columns) {
        Map<String, Object> scale = Plot.map("aesthetic", "y", "name", name);
        double[] range = range(columns);
        if (range.length == 0) {
            scale.put("breaks", List.of());
        } else if (this == LOGARITHMIC) {
            Ticks.logarithmic(range[0], range[1]).mark(scale, places(columns));
            double least = Math.log10(range[0]);
            double most = Math.log10(range[1]);
            double margin = Math.max(LEAST_MARGIN, MARGIN * (most - least));
            scale.put("limits", List.of(least - margin, most + margin));
            scale.put("expand", List.of(0.0, 0.0));
        } else if (this == LINEAR && isHard(range)) {
            Ticks.linear(range[0], range[1]).mark(scale, places(columns));
        } else if (this == SHARE) {
            scale.put("limits", List.of(-0.02, 1.02));
            scale.put("breaks", List.of(0.0, 0.25, 0.5, 0.75, 1.0));
        }
        return scale;
    }

    /** Whether lets-plot's own labels would be wrong or full of digits. */
    private static boolean isHard(double[] range) {
        boolean narrow = range[0] < range[1] && range[1] - range[0] < NARROW * largest(range);
        return narrow || unit(range) != 1;
    }

    /** A power of ten in which the numbers are neither huge nor tiny. */
    private static double unit(double[] range) {
        double largest = range.length == 0 ? 0 : largest(range);
        boolean usual = largest == 0 || largest <= HUGE && largest >= 1 / HUGE;
        return usual ? 1 : Math.pow(10, Math.floor(Math.log10(largest)));
    }

    private static double largest(double[] range) {
        return Math.max(-range[0], range[1]);
    }

    /** The smallest and the largest number that are drawn; nothing if none is. */
    private double[] range(Columns... columns) {
        DoubleSummaryStatistics drawn = Arrays.stream(columns)
                .flatMap(each -> each.columns().entrySet().stream())
                .filter(column -> !column.getKey().equals("epoch"))
                .flatMap(column -> Arrays.stream(column.getValue()))
                .filter(value -> value != null && (this != LOGARITHMIC || value.doubleValue() > 0))
                .mapToDouble(Number::doubleValue)
                .summaryStatistics();
        return drawn.getCount() == 0 ? new double[0] : new double[] {drawn.getMin(), drawn.getMax()};
    }
}
