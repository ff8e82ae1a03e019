package dev.backflow.diagnosis;

import dev.backflow.diagnosis.Finding.Severity;
import dev.backflow.diagnosis.Rule.Cause;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts causes before what follows from them. Rules say what explains them ({@link Rule#causes}); a finding that is
 * explained is listed after all that are not, with the rules that explain it. Within both the worst come first, then
 * those whose rule comes first in the pack.
 */
record Precedence(Map<Rule, Finding> seen, Evidence evidence) {

    List<Finding> ordered() {
        Map<Rule, Finding> told = new LinkedHashMap<>(seen);
        boolean decided = seen.keySet().stream().anyMatch(Rule::isDecisive);
        told.keySet()
                .removeIf(rule -> decided && !rule.isDecisive() || causes(rule).anyMatch(Cause::hides));
        List<String> roots = told.entrySet().stream()
                .filter(each -> !each.getKey().isOutcome() && each.getValue().severity() != Severity.NOTE)
                .map(each -> each.getValue().rule())
                .toList();
        return told.entrySet().stream()
                .filter(each -> roots.isEmpty() || each.getValue().severity() != Severity.NOTE)
                .map(each -> each.getValue().explainedBy(explanations(each.getKey(), told, roots)))
                .sorted(Comparator.comparing(
                                (Finding finding) -> !finding.explainedBy().isEmpty())
                        .thenComparing(Finding::severity, Comparator.reverseOrder()))
                .toList();
    }

    /** Rules whose findings need no remedy of their own. */
    Set<String> untreated() {
        return seen.keySet().stream()
                .filter(rule -> rule.isOutcome() || causes(rule).anyMatch(Cause::wholly))
                .map(Rule::id)
                .collect(Collectors.toSet());
    }

    private List<String> explanations(Rule rule, Map<Rule, Finding> told, List<String> roots) {
        List<String> ids = told.keySet().stream().map(Rule::id).toList();
        Stream<String> named = causes(rule).map(Cause::rule).filter(ids::contains);
        return rule.isOutcome() && !roots.isEmpty() ? roots : named.toList();
    }

    /** The causes of a rule that apply and are found. */
    private Stream<Cause> causes(Rule rule) {
        List<String> found = seen.keySet().stream().map(Rule::id).toList();
        return rule.causes().stream()
                .filter(cause -> found.contains(cause.rule()) && cause.applies().test(evidence));
    }
}
