package dev.backflow.diagnosis;

import dev.backflow.runs.RunSpec;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Counts, for each rule and place in its list of remedies, how often the remedy cured a run that was not healthy. */
final class Cures {

    private final Map<String, int[][]> counts = new TreeMap<>();

    private final boolean isSample;

    /** @param isSample whether there are too few runs to tell cures by, so that remedies need only be possible */
    Cures(boolean isSample) {
        this.isSample = isSample;
    }

    /** Trains the run again with each remedy of each finding. */
    void treat(Trained run, Predicate<Trained> healthy) {
        Map<Remedy, Boolean> tried = new HashMap<>();
        for (Finding finding : run.diagnosis().items()) {
            for (int place = 0; place < finding.remedies().size(); place++) {
                Remedy remedy = finding.remedies().get(place);
                RunSpec patched = run.patched(remedy);
                if (!isSample) {
                    add(finding.rule(), place, tried.computeIfAbsent(remedy, key -> healthy.test(Trained.of(patched))));
                }
            }
        }
    }

    private synchronized void add(String rule, int place, boolean cured) {
        int[] count = counts.computeIfAbsent(rule, name -> new int[5][2])[place];
        count[0]++;
        count[1] += cured ? 1 : 0;
    }

    /** How many of the treated runs a rule's remedy at this place has cured. */
    double rate(String rule, int place) {
        int[] count = counts.get(rule)[place];
        return (double) count[1] / count[0];
    }

    @Override
    public String toString() {
        if (isSample) {
            return "";
        }
        StringBuilder table = new StringBuilder();
        table.append(
                String.format(Locale.ROOT, "%-26s %14s %14s %14s%n", "cured by remedy", "first", "second", "third"));
        counts.forEach((rule, places) -> table.append(String.format(
                Locale.ROOT, "%-26s %14s %14s %14s%n", rule, text(places[0]), text(places[1]), text(places[2]))));
        return table.toString();
    }

    private static String text(int[] count) {
        return count[0] == 0
                ? "-"
                : String.format(Locale.ROOT, "%d/%d %.0f %%", count[1], count[0], 100.0 * count[1] / count[0]);
    }
}
