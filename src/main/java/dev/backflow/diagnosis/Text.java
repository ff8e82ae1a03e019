package dev.backflow.diagnosis;

import dev.backflow.engine.activations.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** Numbers as explanations and axes have them. */
public final class Text {

    private Text() {}

    /** At most three digits: 0.0123, 4.56, 12300, 1.2e-7. */
    public static String number(double value) {
        return number(value, 3);
    }

    /** At most so many digits, and no more zeros than can be read. */
    public static String number(double value, int digits) {
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

    /** Such as numbers from 0 to 1, or numbers of any size. */
    static String interval(Interval range) {
        String from = range.hasLeast() ? "numbers from " + number(range.least()) : "numbers of any size";
        if (range.hasMost()) {
            return from + (range.hasLeast() ? " to " : " up to ") + number(range.most());
        }
        return range.hasLeast() ? from + " upwards" : from;
    }

    /** A share as per cent. */
    static String percent(double share) {
        return number(100 * share) + " %";
    }

    /**
     * hidden_1, or hidden_1 to hidden_4 where there is no other between them, or hidden_1, hidden_4.
     *
     * @param all layers in the order of the network
     */
    static String layers(List<String> names, List<String> all) {
        int first = all.indexOf(names.get(0));
        boolean together =
                names.size() > 2 && all.subList(first, first + names.size()).equals(names);
        return together ? names.get(0) + " to " + names.get(names.size() - 1) : String.join(", ", names);
    }
}
