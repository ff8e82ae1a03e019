package dev.backflow.diagnosis;

import java.util.List;
import java.util.Locale;

/** Numbers as explanations have them. */
final class Text {

    private Text() {}

    /** At most three digits: 0.0123, 4.56, 1.2e-7. */
    static String number(double value) {
        String plain = String.format(Locale.ROOT, "%.3g", value);
        return plain.contains("e")
                ? plain.replaceFirst("\\.?0*e\\+?(-?)0*", "e$1")
                : plain.contains(".") ? plain.replaceFirst("\\.?0+$", "") : plain;
    }

    /** A share as per cent. */
    static String percent(double share) {
        return number(100 * share) + " %";
    }

    /** hidden_1, or hidden_1 to hidden_4. */
    static String layers(List<String> names) {
        return names.size() == 1 ? names.get(0) : names.get(0) + " to " + names.get(names.size() - 1);
    }
}
