package dev.backflow.recording;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as people read them, in explanations and at axes: rounded to a few digits. */
public final class ShortNumber {

    private ShortNumber() {}

    /** At most three digits: 0.0123, 4.56, 12300, 1.2e-7. */
    public static String text(double value) {
        return text(value, 3);
    }

    /** At most so many digits, and no more zeros than can be read. */
    public static String text(double value, int digits) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        BigDecimal rounded =
                BigDecimal.valueOf(value).round(new MathContext(digits)).stripTrailingZeros();
        double magnitude = Math.abs(rounded.doubleValue());
        if (value == 0 || magnitude >= 1e-4 && magnitude < 1e6) {
            return rounded.toPlainString();
        }
        int exponent = rounded.precision() - rounded.scale() - 1;
        return rounded.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
    }
}
