package dev.backflow.api;

import dev.backflow.diagnosis.Diagnosis;
import dev.backflow.diagnosis.Finding;
import dev.backflow.diagnosis.RulePack;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of a pack say of a run.
 *
 * @param sample on which examples the tensors were measured that the rules judge
 * @param items findings, the worst first; a healthy run has none
 * @param notJudged rules that could not tell, or not of all layers
 */
record FindingsView(
        String runId,
        @Schema(implementation = RulePack.class) String pack,
        String sample,
        List<Item> items,
        List<NotJudged> notJudged) {

    /**
     * A diagnosis.
     *
     * @param rule which one found it
     * @param layers where, in the order of the network; empty if it is the whole run
     * @param epochs from when to when it was seen
     * @param explanation what was measured and what it means
     * @param remedies what to try, the most promising first
     * @param reference where it is described
     * @param explainedBy rules whose findings explain this one, which is then a consequence; empty where it is a cause
     */
    record Item(
            String rule,
            @Schema(implementation = Finding.Severity.class) String severity,
            List<String> layers,
            Epochs epochs,
            Measured measured,
            Threshold threshold,
            String explanation,
            List<RemedyView> remedies,
            String reference,
            List<String> explainedBy) {

        static List<Item> of(List<Finding> findings) {
            return findings.stream().map(Item::of).toList();
        }

        static Item of(Finding finding) {
            return new Item(
                    finding.rule(),
                    finding.severity().wireName(),
                    finding.layers(),
                    new Epochs(finding.epochs().from(), finding.epochs().to()),
                    Measured.of(finding.measured()),
                    new Threshold(
                            finding.threshold().value(), finding.threshold().source()),
                    finding.explanation(),
                    RemedyView.of(finding.remedies()),
                    finding.reference(),
                    finding.explainedBy());
        }
    }

    /** From when to when, both included. */
    record Epochs(int from, int to) {}

    /**
     * What was held against.
     *
     * @param source where the number comes from
     */
    record Threshold(double value, String source) {}

    /**
     * A rule that could not tell, or not of all layers.
     *
     * @param reason what it lacks or leaves out
     * @param remedies that would let it tell in a fork of the run
     */
    record NotJudged(String rule, String reason, List<RemedyView> remedies) {

        static NotJudged of(Diagnosis.NotJudged rule) {
            return new NotJudged(rule.rule(), rule.reason(), RemedyView.of(rule.remedies()));
        }
    }

    /**
     * What was measured.
     *
     * @param quantity its name
     * @param value null where it is no finite number
     * @param nonFinite what it is then: {@code NaN}, {@code Infinity} or {@code -Infinity}
     */
    record Measured(
            String quantity,
            @Nullable Double value,
            @Nullable String nonFinite) {

        static Measured of(Finding.Measured measured) {
            double value = measured.value();
            boolean finite = Double.isFinite(value);
            return new Measured(measured.quantity(), finite ? value : null, finite ? null : String.valueOf(value));
        }
    }

    static FindingsView of(String runId, RulePack pack, Diagnosis diagnosis) {
        return new FindingsView(
                runId,
                pack.wireName(),
                diagnosis.sample(),
                Item.of(diagnosis.items()),
                diagnosis.notJudged().stream().map(NotJudged::of).toList());
    }
}
