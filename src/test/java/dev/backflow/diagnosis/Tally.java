package dev.backflow.diagnosis;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Counts, for each rule, how often it saw what was there and what was not. */
final class Tally {

    private static final String ROW = "%-40s %9s %9s %7s %8s %7s %7s%n";

    /** For the ends of 95 % intervals. */
    private static final double Z = 1.959964;

    private final Map<String, int[]> counts = new LinkedHashMap<>();
    private final boolean sample;

    /** @param sample whether too few runs are counted to judge by the rates themselves */
    Tally(boolean sample) {
        this.sample = sample;
    }

    /** A run that has the illness for certain. */
    void ill(String rule, boolean found) {
        add(rule, 0, found);
    }

    /** A run that has it for certain not. */
    void well(String rule, boolean found) {
        add(rule, 2, found);
    }

    private synchronized void add(String rule, int place, boolean found) {
        int[] count = counts.computeIfAbsent(rule, name -> new int[4]);
        count[place]++;
        count[place + 1] += found ? 1 : 0;
    }

    int illRuns(String rule) {
        return counts.get(rule)[0];
    }

    int wellRuns(String rule) {
        return counts.get(rule)[2];
    }

    /** Of a sample, the upper end of its Wilson interval: what it does not refute. */
    double hitRate(String rule) {
        return rate(counts.get(rule)[1], counts.get(rule)[0], 1);
    }

    /** Of a sample, the lower end of its Wilson interval. */
    double falseAlarmRate(String rule) {
        return rate(counts.get(rule)[3], counts.get(rule)[2], -1);
    }

    private double rate(double part, double whole, int end) {
        double rate = part / whole;
        if (!sample) {
            return rate;
        }
        double z2 = Z * Z / whole;
        return (rate + z2 / 2 + end * Math.sqrt(z2 * (rate * (1 - rate) + z2 / 4))) / (1 + z2);
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder();
        table.append(String.format(Locale.ROOT, ROW, "rule", "ill runs", "found", "rate", "healthy", "alarms", "rate"));
        counts.forEach((rule, count) -> table.append(String.format(
                Locale.ROOT,
                ROW,
                rule,
                count[0],
                count[1],
                rate(count[1], count[0]),
                count[2],
                count[3],
                rate(count[3], count[2]))));
        return table.toString();
    }

    private static String rate(int part, int whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }
}
