package dev.backflow.figures;

import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.series.Columns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Experiments of all kinds. */
final class ExperimentSamples {

    private static final String HOSTILE = "<b>&\"'</b> \u202e =cmd|' /C calc'!A0 ";
    private static final String LONG = "a value with a name of very nearly the longest kind that there is ";

    private ExperimentSamples() {}

    /**
     * An experiment.
     *
     * @param sizes how many values each axis has
     * @param seeds that have ended, of twenty
     * @param epochs recorded
     */
    record Sample(String name, String prefix, int[] sizes, int seeds, int epochs, boolean asked, boolean huge)
            implements ExperimentSubject {

        @Override
        public String metric() {
            return "accuracy";
        }

        @Override
        public @Nullable String learned() {
            return asked ? "≥ 0.9" : null;
        }

        @Override
        public int runs() {
            return 20 * count();
        }

        @Override
        public int ended() {
            return seeds * count();
        }

        private int count() {
            return IntStream.of(sizes).reduce(1, (a, b) -> a * b);
        }

        @Override
        public List<String> axes() {
            return IntStream.range(0, sizes.length)
                    .mapToObj(axis -> "axis_" + axis)
                    .toList();
        }

        @Override
        public List<OfCell> cells() {
            Random random = new Random(1);
            List<OfCell> cells = new ArrayList<>();
            for (int cell = 0; cell < count(); cell++) {
                List<String> words = settings(cell);
                double share = (double) cell / Math.max(1, count() - 1);
                Estimate learned = new Estimate(Math.rint(share * seeds) / Math.max(1, seeds), share / 2, share);
                double unit = huge ? 1e300 : 1;
                Estimate middle = new Estimate((share - 0.5) * unit, seeds < 2 ? Double.NaN : -unit, unit);
                cells.add(new OfCell(
                        words.isEmpty() ? "base" : String.join(", ", words),
                        words,
                        seeds,
                        asked && seeds > 0 ? learned : null,
                        seeds > 0 ? middle : null,
                        gains(random, seeds, huge ? 40 : 2),
                        gains(random, Math.max(0, seeds - 3), 1)));
            }
            return cells;
        }

        private List<String> settings(int cell) {
            List<String> words = new ArrayList<>();
            int left = cell;
            for (int axis = sizes.length - 1; axis >= 0; axis--) {
                words.add(0, prefix + left % sizes[axis]);
                left /= sizes[axis];
            }
            return words;
        }

        private static double[] gains(Random random, int count, double spread) {
            return IntStream.range(0, count)
                    .mapToDouble(i -> random.nextGaussian() * spread - 2)
                    .toArray();
        }

        @Override
        public Columns metrics() {
            return bands(List.of("loss", "accuracy"));
        }

        @Override
        public Columns series(Tensor tensor, Statistic statistic, @Nullable String layer) {
            return bands(layer == null ? List.of("hidden_1", LONG, "output") : List.of(layer));
        }

        private Columns bands(List<String> names) {
            Columns columns = Columns.over(IntStream.range(0, epochs).toArray(), null);
            Random random = new Random(2);
            for (int cell = 0; cell < count(); cell++) {
                for (String name : names) {
                    for (String quantile : List.of("p05", "p25", "p50", "p75", "p95")) {
                        double up = Integer.parseInt(quantile.substring(1)) / 100.0;
                        double[] values = new double[epochs];
                        long[] missing = new long[epochs];
                        for (int epoch = 0; epoch < epochs; epoch++) {
                            boolean gap = seeds == 0 || cell % 3 == 2 && epoch > 3;
                            values[epoch] =
                                    gap ? Double.NaN : (up - 0.2) * (huge ? 1e-30 : 1) + random.nextDouble() / 20;
                            missing[epoch] = gap ? 3 : 0;
                        }
                        columns.add("cell_" + cell + "." + name + "." + quantile, values, missing);
                    }
                }
            }
            return columns;
        }
    }

    static Map<String, ExperimentSubject> families() {
        Map<String, ExperimentSubject> families = new LinkedHashMap<>();
        families.put("no axis", new Sample("one cell", "", new int[0], 20, 30, true, false));
        families.put("one axis", new Sample("three cells", "value ", new int[] {3}, 20, 101, true, false));
        families.put("two axes", new Sample("3 × 2", "v", new int[] {3, 2}, 20, 101, true, false));
        families.put("100 cells", new Sample("100 cells", "v", new int[] {10, 10}, 10, 101, true, false));
        families.put("100 in a row", new Sample("100 in a row", "value ", new int[] {100}, 10, 20, false, false));
        families.put("three axes", new Sample("3 × 4 × 5", "v", new int[] {3, 4, 5}, 20, 5, true, false));
        families.put("four axes", new Sample("2 × 2 × 2 × 2", LONG, new int[] {2, 2, 2, 2}, 20, 5, true, false));
        families.put("hostile", new Sample(HOSTILE.repeat(4), HOSTILE, new int[] {2, 3}, 20, 20, true, false));
        families.put("long", new Sample(LONG.repeat(2), LONG, new int[] {12, 2}, 20, 20, false, false));
        families.put("running", new Sample("running", "v", new int[] {2, 2}, 3, 7, true, false));
        families.put("nothing yet", new Sample("nothing yet", "v", new int[] {2, 2}, 0, 0, true, false));
        families.put("one seed", new Sample("one seed", "v", new int[] {2, 2}, 1, 1, false, false));
        families.put("huge", new Sample("huge", "v", new int[] {2, 2}, 20, 7, false, true));
        families.put("5,000 runs", new Sample("5,000 cells", "v", new int[] {250, 20}, 1, 2, true, false));
        return families;
    }
}
