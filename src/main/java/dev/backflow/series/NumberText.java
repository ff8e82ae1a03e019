package dev.backflow.series;

import dev.backflow.recording.Statistic;
import tools.jackson.core.io.NumberOutput;

/** Numbers as text: the shortest that reads back as the same double, on every Java the same. */
public final class NumberText {

    private NumberText() {}

    /** {@code NaN}, {@code Infinity} and {@code -Infinity} as they are. */
    public static String text(double number) {
        return NumberOutput.toString(number, true);
    }

    public static String text(Statistic statistic, double number) {
        return statistic == Statistic.NON_FINITE ? Long.toString((long) number) : text(number);
    }
}
