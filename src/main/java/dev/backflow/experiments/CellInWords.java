package dev.backflow.experiments;

import dev.backflow.experiments.Summary.OfRule;
import dev.backflow.experiments.Summary.Proportion;
import dev.backflow.experiments.Summary.Quantiles;
import dev.backflow.recording.ShortNumber;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says of a cell whether the gradient flows and whether the network learns: two things that cures and papers take for
 * one.
 */
final class CellInWords {

    /** log10 of what is left of a gradient, or of how often it has grown, from which on it does not flow in any case. */
    private static final double MOST = 2;

    private CellInWords() {}

    /**
     * @param learned null where nobody said what is learned
     * @param gain log10 of how much of the gradient arrives at the first layer of the untrained network
     * @param findings the gradient vanishes or explodes as well if the rule of that name objects to every other run
     */
    static String of(int runs, @Nullable Proportion learned, @Nullable Quantiles gain, List<OfRule> findings) {
        if (runs == 0) {
            return "No run has succeeded.";
        }
        if (gain == null) {
            return learned == null ? "Nobody said what is learned." : "The " + network(learned) + ".";
        }
        boolean vanishes = gain.p50() < -MOST || objects("vanishing_gradient", findings);
        boolean explodes = gain.p50() > MOST || objects("exploding_gradient", findings);
        String gradient = "The gradient " + (vanishes ? "vanishes" : explodes ? "explodes" : "flows") + " ("
                + part(gain.p50()) + " arrives at the first layer of the untrained network)";
        if (learned == null) {
            return gradient + ".";
        }
        boolean flows = !vanishes && !explodes;
        String joint = flows && fails(learned) ? ", but the " : !flows && learns(learned) ? ", yet the " : ", and the ";
        return gradient + joint + network(learned) + ".";
    }

    private static boolean objects(String rule, List<OfRule> findings) {
        return findings.stream()
                .anyMatch(found -> found.rule().equals(rule) && found.runs().share() >= 0.5);
    }

    private static boolean learns(Proportion learned) {
        return learned.low() >= 0.5;
    }

    private static boolean fails(Proportion learned) {
        return learned.high() < 0.5;
    }

    private static String network(Proportion learned) {
        String seeds = learned.count() + " of " + learned.of() + (learned.of() == 1 ? " seed" : " seeds");
        return "network " + (fails(learned) ? "does not learn: it did with " : "learned with ") + seeds;
    }

    private static String part(double gain) {
        return gain < -MOST
                ? "1/" + ShortNumber.text(Math.pow(10, -gain), 2) + " of it"
                : gain > MOST
                        ? ShortNumber.text(Math.pow(10, gain), 2) + " times as much"
                        : ShortNumber.text(100 * Math.pow(10, gain), 2) + " % of it";
    }
}
