package dev.backflow.figures;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Places and labels on axes of numbers for which lets-plot has no good ones: beyond 1e24 it has no prefix and counts over. */
record Ticks(List<Double> breaks, List<String> labels) {

    private static final double[] STEPS = {1, 2, 5, 10};
    private static final int MOST = 8;

    private static Ticks of(List<Double> breaks, int digits) {
        return new Ticks(
                breaks, breaks.stream().map(tick -> label(tick, digits)).toList());
    }

    /** Multiples of 1, 2 or 5 times a power of ten. */
    static Ticks linear(double least, double most) {
        if (least == most) {
            return of(List.of(least), 3);
        }
        double rough = Math.max(most / MOST - least / MOST, Math.ulp(most) * MOST);
        double decade = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = decade;
        for (double factor : STEPS) {
            if (step < rough) {
                step = factor * decade;
            }
        }
        List<Double> breaks = new ArrayList<>();
        for (double k = Math.ceil(least / step); k * step <= most; k++) {
            breaks.add(k * step);
        }
        double largest = Math.max(Math.abs(least), Math.abs(most));
        return of(breaks, (int) Math.ceil(Math.log10(largest / step)) + 1);
    }

    /** Powers of ten, where there are hardly any 1, 2 and 5 times such, and in a narrow range those of a linear axis. */
    static Ticks logarithmic(double least, double most) {
        int from = (int) Math.floor(Math.log10(least));
        int to = (int) Math.ceil(Math.log10(most));
        int step = (to - from + MOST - 1) / MOST;
        List<Double> breaks = new ArrayList<>();
        boolean wide = Math.log10(most) - Math.log10(least) >= 2;
        for (int k = Math.floorDiv(from, Math.max(step, 1)) * step; k <= to && step > 0; k += step) {
            for (int factor = 0; factor < (wide ? 1 : 3); factor++) {
                double tick = Double.parseDouble((int) STEPS[factor] + "e" + k);
                if (tick >= least && tick <= most) {
                    breaks.add(tick);
                }
            }
        }
        if (breaks.size() > 1) {
            return of(breaks, 3);
        }
        return linear(least, most);
    }

    /** Such as 0.02, 250000 or 1e30. */
    static String label(double number, int digits) {
        BigDecimal rounded =
                new BigDecimal(number).round(new MathContext(digits)).stripTrailingZeros();
        double magnitude = Math.abs(number);
        if (number == 0 || magnitude >= 1e-3 && magnitude < 1e6) {
            return rounded.toPlainString();
        }
        int exponent = rounded.precision() - rounded.scale() - 1;
        return rounded.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
    }

    /** @param places where a number is drawn */
    void mark(Map<String, Object> scale, DoubleUnaryOperator places) {
        scale.put("breaks", breaks.stream().map(places::applyAsDouble).toList());
        scale.put("labels", labels);
    }
}
