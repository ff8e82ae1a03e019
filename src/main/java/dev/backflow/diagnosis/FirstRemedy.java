package dev.backflow.diagnosis;

import dev.backflow.diagnosis.Finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The first remedy of the first finding deals with all errors that remain: it is put together from the first remedies
 * of the first finding, of the errors after it, and of the warnings that nothing explains, but for those that only say
 * what became of the training. Where two change the same thing, the cause's remedy decides. The remedy without the
 * other parts comes second.
 *
 * @param spec what the remedies change
 * @param untreated rules whose findings need no remedy of their own: they say what became of the training, or are gone
 *     with their causes
 * @param longer of a training that was too short to tell
 */
record FirstRemedy(Map<String, Object> spec, Set<String> untreated, Optional<Remedy> longer) {

    /** Of which it is put together at most. */
    private static final int MOST_PARTS = 3;

    List<Finding> complete(List<Finding> findings) {
        if (findings.isEmpty() || findings.get(0).remedies().isEmpty()) {
            return findings;
        }
        Finding first = findings.get(0);
        Remedy all = first.remedies().get(0);
        int parts = 1;
        for (Finding other : findings.subList(1, findings.size())) {
            if (parts < MOST_PARTS && isToBeTreated(other)) {
                Remedy more = both(all, other.remedies().get(0));
                parts += more == all ? 0 : 1;
                all = more;
            }
        }
        if (longer.isPresent()) {
            all = both(all, longer.get());
        }
        if (all == first.remedies().get(0)) {
            return findings;
        }
        List<Remedy> remedies = new ArrayList<>(List.of(all));
        remedies.addAll(first.remedies());
        List<Finding> completed = new ArrayList<>(findings);
        completed.set(0, first.with(List.copyOf(remedies)));
        return List.copyOf(completed);
    }

    private boolean isToBeTreated(Finding finding) {
        boolean stands = finding.severity() == Severity.ERROR
                || finding.severity() == Severity.WARNING
                        && finding.explainedBy().isEmpty();
        return stands
                && !untreated.contains(finding.rule())
                && !finding.remedies().isEmpty();
    }

    /** The first one itself if the second has nothing to add. */
    private Remedy both(Remedy first, Remedy second) {
        Map<String, Object> patch = new SpecPatches(spec).both(first.patch(), second.patch());
        return patch.equals(first.patch()) ? first : new Remedy(Remedy.joined(first.title(), second.title()), patch);
    }
}
