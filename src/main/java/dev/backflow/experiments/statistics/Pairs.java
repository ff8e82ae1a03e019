package dev.backflow.experiments.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Outcomes of two cells at the seeds that both have, the smallest difference first. */
record Pairs(List<Pair> pairs) {

    private static final Comparator<Pair> ORDER =
            Comparator.comparingDouble(Pair::difference).thenComparingDouble(Pair::a);

    record Pair(double a, double b) {

        /** Never −0.0. */
        double difference() {
            return a - b + 0.0;
        }

        Pair swapped() {
            return new Pair(b, a);
        }
    }

    static <S> Pairs of(Map<S, Double> a, Map<S, Double> b) {
        List<Pair> pairs = new ArrayList<>();
        a.forEach((seed, outcome) -> {
            Double other = b.get(seed);
            if (other != null) {
                pairs.add(new Pair(Outcomes.check(outcome), Outcomes.check(other)));
            }
        });
        pairs.sort(ORDER);
        return new Pairs(pairs);
    }

    Pairs swapped() {
        return new Pairs(pairs.stream().map(Pair::swapped).sorted(ORDER).toList());
    }

    double[] differences() {
        return pairs.stream().mapToDouble(Pair::difference).toArray();
    }

    /** Whether swapping the cells gives larger differences: of two cells always one comes first, however they are given. */
    boolean isReversed() {
        return Arrays.compare(differences(), swapped().differences()) < 0;
    }

    int count(int sign) {
        return (int) pairs.stream()
                .filter(pair -> Double.compare(pair.a(), pair.b()) * sign > 0)
                .count();
    }

    /** Pearson's correlation of the two cells over the seeds; null if one of them is constant. */
    @Nullable
    Double correlation() {
        double[] a = pairs.stream().mapToDouble(Pair::a).toArray();
        double[] b = pairs.stream().mapToDouble(Pair::b).toArray();
        if (isConstant(a) || isConstant(b)) {
            return null;
        }
        double meanA = mean(a);
        double meanB = mean(b);
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        double correlation = ab / (Math.sqrt(aa) * Math.sqrt(bb));
        return Math.max(-1, Math.min(1, correlation));
    }

    private static boolean isConstant(double[] values) {
        return Arrays.stream(values).allMatch(value -> value == values[0]);
    }

    /** Added from the ends to the middle: of sorted values that are mirrored it is exactly the mirrored mean. */
    static double mean(double[] values) {
        int n = values.length;
        double sum = n % 2 == 1 ? values[n / 2] : 0;
        for (int i = 0; i < n / 2; i++) {
            sum += values[i] + values[n - 1 - i];
        }
        return sum / n;
    }
}
