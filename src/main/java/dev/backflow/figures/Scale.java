package dev.backflow.figures;

import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * Numbers along a length, evenly or by their decimal logarithms. Logarithms are {@link StrictMath}'s, the same on every
 * machine.
 *
 * @param low the lower end; its logarithm if there are decades
 * @param high the upper end, above the lower
 */
record Scale(boolean logarithmic, double low, double high) {

    /** How much room there is beyond the numbers: a part of theirs. */
    private static final double MARGIN = 0.04;

    /** Half of the least that a scale spans, as a part of its numbers; on a logarithmic one, in decades. */
    private static final double LEAST = 0.02;

    /** Above it, a difference may have no double. */
    private static final double LARGE = 1e300;

    static Scale linear(double low, double high) {
        return new Scale(false, low, high);
    }

    /** Around numbers; from 0 to 1 if there are none. */
    static Scale around(boolean logarithmic, DoubleSummaryStatistics numbers) {
        if (numbers.getCount() == 0) {
            return new Scale(logarithmic, 0, 1);
        }
        double least = logarithmic ? StrictMath.log10(numbers.getMin()) : numbers.getMin();
        double most = logarithmic ? StrictMath.log10(numbers.getMax()) : numbers.getMax();
        double size = logarithmic ? 1 : Math.max(Math.abs(least), Math.abs(most));
        double margin = MARGIN * most - MARGIN * least;
        if (least == most) {
            margin = size == 0 ? 1 : LEAST * size;
        }
        return new Scale(
                logarithmic, Math.max(-Double.MAX_VALUE, least - margin), Math.min(Double.MAX_VALUE, most + margin));
    }

    /** The number at its lower end. */
    double lowest() {
        return number(low);
    }

    /** The number at its upper end. */
    double highest() {
        return number(high);
    }

    private double number(double place) {
        return logarithmic ? Math.max(Double.MIN_VALUE, StrictMath.pow(10, place)) : place;
    }

    /** Where a number is, from 0 at the lower end to 1 at the upper; NaN if it has no place. */
    double at(double number) {
        double place = !logarithmic ? number : number > 0 ? StrictMath.log10(number) : Double.NaN;
        double unit = Math.max(Math.abs(low), Math.abs(high)) > LARGE ? 0.5 : 1;
        double share = (place * unit - low * unit) / (high * unit - low * unit);
        return Double.isFinite(share) ? share : Double.NaN;
    }

    List<Tick> ticks(int count) {
        return logarithmic ? Ticks.logarithmic(low, high, count) : Ticks.linear(low, high, count);
    }
}
