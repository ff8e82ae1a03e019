package dev.backflow.diagnosis;

import dev.backflow.engine.activations.Interval;
import dev.backflow.recording.ShortNumber;
import java.util.List;

/** Numbers and layers as explanations have them. */
final class Text {

    private Text() {}

    /** At most three digits. */
    static String number(double value) {
        return ShortNumber.text(value);
    }

    /** Such as numbers from 0 to 1, or numbers of any size. */
    static String interval(Interval range) {
        String from = range.hasLeast() ? "numbers from " + number(range.least()) : "numbers of any size";
        if (range.hasMost()) {
            return from + (range.hasLeast() ? " to " : " up to ") + number(range.most());
        }
        return range.hasLeast() ? from + " upwards" : from;
    }

    /** A number of several things, such as 1 step or 35 steps. */
    static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /** How much of something is left: 1/120, or 60 %, or less than a millionth. */
    static String part(double share) {
        if (!(share >= 1e-6)) {
            return "less than a millionth";
        }
        return share > 0.4
                ? percent(share)
                : "1/" + (share > 0.1 ? number(1 / share) : String.valueOf(Math.round(1 / share)));
    }

    /** How far a network has come from a constant answer to exact ones: has come 12 % of the way. */
    static String progress(double progress) {
        return progress >= 0.005
                ? "has come " + percent(progress) + " of the way from a constant answer to exact ones"
                : "has made no progress at all";
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
