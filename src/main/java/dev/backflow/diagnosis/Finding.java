package dev.backflow.diagnosis;

import dev.backflow.spec.WireNames;
import java.util.List;

/**
 * A diagnosis.
 *
 * @param rule which one found it
 * @param layers where, in the order of the network; empty if it is the whole run
 * @param epochs from when to when it was seen
 * @param explanation what was measured and what it means
 * @param remedies what to try, the most promising first
 * @param reference where it is described
 */
public record Finding(
        String rule,
        Severity severity,
        List<String> layers,
        Epochs epochs,
        Measured measured,
        Threshold threshold,
        String explanation,
        List<Remedy> remedies,
        String reference) {

    /** The same with other remedies. */
    public Finding with(List<Remedy> others) {
        return new Finding(rule, severity, layers, epochs, measured, threshold, explanation, others, reference);
    }

    /** How bad it is. */
    public enum Severity {
        /** Training suffers from it. */
        WARNING,
        /** Training cannot succeed with it. */
        ERROR;

        public String wireName() {
            return WireNames.of(this);
        }
    }

    /** Both included. */
    public record Epochs(int from, int to) {}

    /**
     * What was measured.
     *
     * @param quantity its name
     * @param value may be NaN or ±∞, of a loss that was lost
     */
    public record Measured(String quantity, double value) {}

    /**
     * What it was held against.
     *
     * @param source where the number comes from
     */
    public record Threshold(double value, String source) {}
}
