package dev.backflow.experiments.statistics;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Removes the noise of rounding from numbers that were found by approximation, so that 0.3 is 0.3 and 1e-17 is 0. */
final class Rounding {

    private Rounding() {}

    /** To so many decimal digits of the largest magnitude that the number could have. */
    static double to(double value, int digits, double largest) {
        int decimals = digits - (int) Math.floor(StrictMath.log10(largest));
        return BigDecimal.valueOf(value)
                        .setScale(decimals, RoundingMode.HALF_EVEN)
                        .doubleValue()
                + 0.0;
    }
}
