package dev.backflow.diagnosis;

import java.util.List;
import java.util.Locale;

/** Numbers as explanations have them. */
final class Text {

    private Text() {}

    /** Three digits: 0.0123, 4.56, 1.2e-07. */
    static String number(double value) {
        String plain = String.format(Locale.ROOT, "%.3g", value);
        return plain.contains("e") || !plain.contains(".")
                ? plain
                : plain.replaceAll("0+$", "").replaceAll("\\.$", "");
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
