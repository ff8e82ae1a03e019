package dev.backflow.diagnosis;

import dev.backflow.spec.WireNames;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A diagnosis.
 *
 * @param rule which one found it
 * @param layers where, in the order of the network; empty if it is the whole run
 * @param epochs from when to when it was seen
 * @param explanation what was measured and what it means
 * @param remedies what to try, the most promising first
 * @param reference where it is described
 * @param explainedBy rules whose findings explain this one; empty where it is a cause itself
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
        String reference,
        List<String> explainedBy) {

    /** The same with other remedies. */
    public Finding with(List<Remedy> others) {
        return new Finding(
                rule, severity, layers, epochs, measured, threshold, explanation, others, reference, explainedBy);
    }

    /** The same as a consequence of what such rules have found. */
    Finding explainedBy(List<String> rules) {
        return new Finding(
                rule, severity, layers, epochs, measured, threshold, explanation, remedies, reference, rules);
    }

    /** Begins the finding of a rule: a warning about the whole run, without remedies. */
    static Builder of(String rule) {
        return new Builder(rule);
    }

    /** How bad it is. */
    public enum Severity {
        /** Nothing is wrong, but there is something to know. */
        NOTE,
        /** Training suffers from it. */
        WARNING,
        /** Training cannot succeed with it. */
        ERROR;

        public String wireName() {
            return WireNames.of(this);
        }
    }

    /** A span of epochs with its ends. */
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

    /** Puts a finding together part by part; {@link #see} comes last. */
    static final class Builder {

        private static final String CALIBRATION = "Backflow's calibration";

        private final String rule;
        private Severity severity = Severity.WARNING;
        private List<String> layers = List.of();
        private @Nullable Epochs epochs;
        private @Nullable Measured measured;
        private @Nullable Threshold threshold;
        private @Nullable String explanation;
        private List<Remedy> remedies = List.of();

        private Builder(String rule) {
            this.rule = rule;
        }

        Builder note() {
            severity = Severity.NOTE;
            return this;
        }

        Builder error() {
            return errorIf(true);
        }

        Builder errorIf(boolean hopeless) {
            severity = hopeless ? Severity.ERROR : Severity.WARNING;
            return this;
        }

        Builder in(List<String> names) {
            layers = names;
            return this;
        }

        Builder in(String layer) {
            return in(List.of(layer));
        }

        Builder during(Epochs span) {
            epochs = span;
            return this;
        }

        Builder during(int from, int to) {
            return during(new Epochs(from, to));
        }

        Builder measured(String quantity, double value) {
            measured = new Measured(quantity, value);
            return this;
        }

        Builder against(double value, String source) {
            threshold = new Threshold(value, source);
            return this;
        }

        /** A threshold of our own, chosen so that healthy runs have no finding. */
        Builder against(double value) {
            return against(value, CALIBRATION);
        }

        /** @param note what else there is to say of the threshold */
        Builder againstCalibrated(double value, String note) {
            return against(value, CALIBRATION + "; " + note);
        }

        Builder because(String text) {
            explanation = text;
            return this;
        }

        /** Those of them that apply, the most promising first. */
        @SafeVarargs
        final Builder remedies(Optional<Remedy>... tried) {
            remedies = Stream.of(tried).flatMap(Optional::stream).toList();
            return this;
        }

        Builder remedies(List<Remedy> tried) {
            remedies = tried;
            return this;
        }

        /** Done, but for where it is described. */
        Finding see(String reference) {
            return new Finding(
                    rule,
                    severity,
                    layers,
                    Objects.requireNonNull(epochs),
                    Objects.requireNonNull(measured),
                    Objects.requireNonNull(threshold),
                    Objects.requireNonNull(explanation),
                    remedies,
                    reference,
                    List.of());
        }
    }
}
