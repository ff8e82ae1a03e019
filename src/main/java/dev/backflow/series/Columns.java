package dev.backflow.series;

import dev.backflow.recording.Axis;
import dev.backflow.recording.Outline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Numbers over an axis. The axis is no column among others, so that layers may be called as they like.
 *
 * @param axis what places count
 * @param places ascending
 * @param epochs the same places in epochs: along steps with the part of the epoch that was done, such as 1.5
 * @param columns by name, in their order, one number for each place; may be NaN or ±∞
 * @param nonFinite every place where one was expected, in the order of columns and places
 * @param sample on which examples the numbers were measured; null where a run has no choice
 * @param thinned whether there are fewer rows than were recorded
 */
public record Columns(
        Axis axis,
        int[] places,
        double[] epochs,
        Map<String, double[]> columns,
        List<NonFinite> nonFinite,
        @Nullable String sample,
        boolean thinned) {

    /** Without columns yet. */
    public static Columns over(int[] epochs, @Nullable String sample) {
        double[] same = Arrays.stream(epochs).asDoubleStream().toArray();
        return new Columns(Axis.EPOCH, epochs, same, new LinkedHashMap<>(), new ArrayList<>(), sample, false);
    }

    /** Along optimizer steps, without columns yet. */
    static Columns overSteps(int[] steps, Outline outline) {
        double[] epochs = IntStream.of(steps).mapToDouble(outline::epochOf).toArray();
        return new Columns(Axis.STEP, steps, epochs, new LinkedHashMap<>(), new ArrayList<>(), outline.sample(), false);
    }

    /**
     * What a column is called where the axis is a column too; runs older than the reserved names may have a layer
     * "epoch".
     */
    public static String key(String column) {
        boolean isAxis = column.equals(Axis.EPOCH.wireName()) || column.equals(Axis.STEP.wireName());
        return isAxis ? "layer." + column : column;
    }

    /** How many places there are. */
    public int rows() {
        return places.length;
    }

    /** A column of nothing. */
    double[] gaps() {
        double[] gaps = new double[places.length];
        Arrays.fill(gaps, Double.NaN);
        return gaps;
    }

    /**
     * Adds a column.
     *
     * @param values NaN where nothing was there to measure, which is a gap and no more, or where nothing was finite
     * @param counts of non-finite elements behind each value; null for a metric, which is one number
     */
    public void add(String name, double[] values, long @Nullable [] counts) {
        for (int row = 0; row < values.length; row++) {
            double value = values[row];
            boolean finite = Double.isFinite(value);
            if (counts == null ? !finite : counts[row] > 0) {
                Long count = counts == null ? null : counts[row];
                nonFinite.add(new NonFinite(name, epochs[row], finite ? null : String.valueOf(value), count));
            }
        }
        columns.put(name, values);
    }

    /**
     * The same with fewer rows: minimum, maximum and gaps of every stretch stay (see {@link Thinning}).
     *
     * @param points rows at most
     * @throws dev.backflow.recording.BadQueryException if that is too few for so many columns
     */
    public Columns thinned(int points) {
        return Thinning.to(points, this);
    }

    Columns between(int from, int to) {
        BitSet kept = new BitSet(places.length);
        for (int row = 0; row < places.length; row++) {
            kept.set(row, from <= places[row] && places[row] <= to);
        }
        return rows(kept, thinned);
    }

    /** Only these, in the order they have. */
    public Columns of(Collection<String> names) {
        Map<String, double[]> some = new LinkedHashMap<>(columns);
        some.keySet().retainAll(names);
        List<NonFinite> notes =
                nonFinite.stream().filter(note -> names.contains(note.column())).toList();
        return new Columns(axis, places, epochs, some, notes, sample, thinned);
    }

    /** All but one. */
    public Columns without(String name) {
        List<String> others = new ArrayList<>(columns.keySet());
        others.remove(name);
        return of(others);
    }

    Columns rows(BitSet kept) {
        return rows(kept, true);
    }

    private Columns rows(BitSet kept, boolean thinned) {
        Map<String, double[]> some = new LinkedHashMap<>();
        columns.forEach((name, column) -> some.put(name, rows(kept, column)));
        double[] keptEpochs = rows(kept, epochs);
        Set<Double> noted = Arrays.stream(keptEpochs).boxed().collect(Collectors.toSet());
        List<NonFinite> notes =
                nonFinite.stream().filter(note -> noted.contains(note.epoch())).toList();
        int[] keptPlaces = kept.stream().map(row -> places[row]).toArray();
        return new Columns(axis, keptPlaces, keptEpochs, some, notes, sample, thinned);
    }

    private static double[] rows(BitSet kept, double[] column) {
        return kept.stream().mapToDouble(row -> column[row]).toArray();
    }
}
