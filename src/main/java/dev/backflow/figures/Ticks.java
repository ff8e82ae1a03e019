package dev.backflow.figures;

import dev.backflow.recording.ShortNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Round numbers between two others, of which those who read an axis need no more than a few. */
final class Ticks {

    private static final int[] STEPS = {1, 2, 5};

    private Ticks() {}

    /**
     * The multiples of 1, 2 or 5 times a power of ten, of the finest such that there are not too many.
     *
     * @param count how many there may be
     */
    static List<Tick> linear(double least, double most, int count) {
        return linear(least, most, count, 0);
    }

    /** The same of whole numbers. */
    static List<Tick> whole(double least, double most, int count) {
        return linear(least, most, count, 1);
    }

    private static List<Tick> linear(double least, double most, int count, double finest) {
        double largest = Math.max(Math.abs(least), Math.abs(most));
        if (least == most) {
            return List.of(new Tick(least, ShortNumber.text(least)));
        }
        double step = finest;
        if (finest == 0 || (most - least) / finest >= count) {
            step = step(least, most, count);
        }
        int digits = (int) StrictMath.ceil(StrictMath.log10(largest / step)) + 1;
        List<Tick> ticks = new ArrayList<>();
        for (double k = Math.ceil(least / step); k * step <= most; k++) {
            if (k * step >= least) {
                ticks.add(new Tick(k * step, ShortNumber.text(k * step, digits)));
            }
        }
        return ticks;
    }

    /** The finest of which there are not too many; the digits of a double end somewhere, too. */
    private static double step(double least, double most, int count) {
        double finest = Math.max(most / (count + 1) - least / (count + 1), 8 * Math.ulp(Math.max(-least, most)));
        int decade = (int) StrictMath.floor(StrictMath.log10(finest));
        for (int k = decade; ; k++) {
            for (int factor : STEPS) {
                double step = Double.parseDouble(factor + "e" + k);
                if (step >= finest && Math.floor(most / step) - Math.ceil(least / step) < count) {
                    return step;
                }
            }
        }
    }

    /**
     * Powers of ten where there are several; where there are hardly any, 1, 2 and 5 times such, and in a range more
     * narrow than that the multiples of a linear axis.
     *
     * @param from decimal logarithm of the least number
     * @param to of the largest
     */
    static List<Tick> logarithmic(double from, double to, int count) {
        List<Tick> powers = decades(from, to, 1);
        if (powers.size() > 2) {
            int step = (powers.size() + count - 1) / count;
            return IntStream.range(0, powers.size())
                    .filter(i -> i % step == 0)
                    .mapToObj(powers::get)
                    .toList();
        }
        return Stream.of(decades(from, to, 1, 2, 5), decades(from, to, 1, 3))
                .filter(ticks -> ticks.size() > 2 && ticks.size() <= count)
                .findFirst()
                .orElseGet(() -> powers.size() > 1 ? powers : linear(number(from), number(to), count));
    }

    /** The number with this decimal logarithm, if there is one. */
    private static double number(double logarithm) {
        return Math.min(Double.MAX_VALUE, Math.max(Double.MIN_VALUE, StrictMath.pow(10, logarithm)));
    }

    private static List<Tick> decades(double from, double to, int... factors) {
        List<Tick> ticks = new ArrayList<>();
        for (int k = (int) Math.floor(from); k <= to; k++) {
            for (int factor : factors) {
                double number = Double.parseDouble(factor + "e" + k);
                double place = StrictMath.log10(number);
                if (from <= place && place <= to) {
                    ticks.add(new Tick(number, ShortNumber.text(number)));
                }
            }
        }
        return ticks;
    }
}
