package dev.backflow.api;

import dev.backflow.diagnosis.Diagnosis;
import dev.backflow.diagnosis.Finding;
import dev.backflow.diagnosis.Remedy;
import dev.backflow.diagnosis.RulePack;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What the rules of a pack say of a run.
 *
 * @param sample on which examples the tensors were measured that the rules judge
 * @param items findings, the worst first; a healthy run has none
 * @param notJudged rules that could not tell
 */
record FindingsView(
        String runId,
        @Schema(implementation = RulePack.class) String pack,
        String sample,
        List<Item> items,
        List<Diagnosis.NotJudged> notJudged) {

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
    record Item(
            String rule,
            @Schema(implementation = Finding.Severity.class) String severity,
            List<String> layers,
            Finding.Epochs epochs,
            Finding.Measured measured,
            Finding.Threshold threshold,
            String explanation,
            List<Remedy> remedies,
            String reference) {

        static Item of(Finding finding) {
            return new Item(
                    finding.rule(),
                    finding.severity().wireName(),
                    finding.layers(),
                    finding.epochs(),
                    finding.measured(),
                    finding.threshold(),
                    finding.explanation(),
                    finding.remedies(),
                    finding.reference());
        }
    }

    static FindingsView of(String runId, RulePack pack, Diagnosis diagnosis) {
        return new FindingsView(
                runId,
                pack.wireName(),
                diagnosis.sample(),
                diagnosis.items().stream().map(Item::of).toList(),
                diagnosis.notJudged());
    }
}
