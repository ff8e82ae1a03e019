package dev.backflow.figures;

import java.util.DoubleSummaryStatistics;
import java.util.List;

/** What kind of vertical axis curves have. */
enum ValueAxis {
    LINEAR,
    LOGARITHMIC,
    /** From 0 to 1. */
    SHARE;

    private static final double HUGE = 1e6;

    /** A logarithmic one where a diverged loss would press all else to the ground. */
    static ValueAxis of(Curves curves) {
        DoubleSummaryStatistics numbers =
                curves.values().filter(Double::isFinite).summaryStatistics();
        boolean diverged = numbers.getMin() > 0 && numbers.getMax() > HUGE * Math.max(1, numbers.getMin());
        return diverged ? LOGARITHMIC : LINEAR;
    }

    boolean isDrawable(double number) {
        return Double.isFinite(number) && (this != LOGARITHMIC || number > 0);
    }

    /** @param numbers that are drawn */
    Axis axis(String name, DoubleSummaryStatistics numbers) {
        if (this == SHARE) {
            return Axis.of(name, Scale.linear(-0.03, 1.03));
        }
        Axis axis = Axis.of(name, Scale.around(this == LOGARITHMIC, numbers));
        return numbers.getCount() > 0 ? axis : new Axis(name, axis.scale(), 1, count -> List.of());
    }
}
