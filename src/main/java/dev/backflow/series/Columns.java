package dev.backflow.series;

import java.util.ArrayList;
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
 * Numbers over epochs.
 *
 * @param columns {@code epoch} first, or {@code step} and {@code epoch}; all equally long; null where there is no finite number
 * @param nonFinite every place where one was expected, in the order of columns and epochs
 * @param sample on which examples the numbers were measured; null where a run has no choice
 * @param thinned whether there are fewer rows than were recorded
 */
public record Columns(
        Map<String, @Nullable Number[]> columns,
        List<NonFinite> nonFinite,
        @Nullable String sample,
        boolean thinned) {

    public static Columns over(int[] epochs) {
        return over(epochs, null);
    }

    public static Columns over(int[] epochs, @Nullable String sample) {
        Map<String, Number[]> columns = new LinkedHashMap<>();
        Number[] axis = new Number[epochs.length];
        for (int i = 0; i < epochs.length; i++) {
            axis[i] = epochs[i];
        }
        columns.put("epoch", axis);
        return new Columns(columns, new ArrayList<>(), sample, false);
    }

    /** Along optimizer steps, each with its place among the epochs, such as 1.5. */
    static Columns overSteps(int[] steps, int stepsPerEpoch, String sample) {
        Map<String, Number[]> columns = new LinkedHashMap<>();
        columns.put("step", IntStream.of(steps).boxed().toArray(Number[]::new));
        columns.put(
                "epoch",
                IntStream.of(steps)
                        .mapToObj(step -> (double) step / stepsPerEpoch)
                        .toArray(Number[]::new));
        return new Columns(columns, new ArrayList<>(), sample, false);
    }

    /**
     * @param values NaN where nothing was there to measure, which is a gap and no more, or where nothing was finite
     * @param counts of non-finite elements behind each value; null for a metric
     */
    public void add(String name, double[] values, long[] counts) {
        Number[] column = new Number[values.length];
        for (int i = 0; i < values.length; i++) {
            boolean finite = Double.isFinite(values[i]);
            column[i] = finite ? values[i] : null;
            Long count = counts == null ? null : counts[i];
            if (count == null ? !finite : count > 0) {
                nonFinite.add(
                        new NonFinite(name, columns.get("epoch")[i], finite ? null : String.valueOf(values[i]), count));
            }
        }
        columns.put(name, column);
    }

    /** The same with fewer rows: minimum, maximum and gaps of every stretch stay (see {@link Thinning}).
     *
     * @param points rows at most
     * @throws BadQueryException if that is too few for so many columns
     */
    public Columns thinned(int points) {
        return Thinning.to(points, this);
    }

    Columns between(int from, int to) {
        Number[] epochs = columns.get("epoch");
        BitSet kept = new BitSet(epochs.length);
        for (int row = 0; row < epochs.length; row++) {
            kept.set(row, from <= epochs[row].intValue() && epochs[row].intValue() <= to);
        }
        return rows(kept, thinned);
    }

    /** Only these beside the epochs, in the order they have. */
    Columns of(Collection<String> names) {
        Map<String, Number[]> some = new LinkedHashMap<>(columns);
        some.keySet().removeIf(name -> !name.equals("epoch") && !names.contains(name));
        List<NonFinite> notes =
                nonFinite.stream().filter(note -> names.contains(note.column())).toList();
        return new Columns(some, notes, sample, thinned);
    }

    /** All but one. */
    public Columns without(String name) {
        Map<String, Number[]> others = new LinkedHashMap<>(columns);
        others.remove(name);
        List<NonFinite> notes =
                nonFinite.stream().filter(note -> !note.column().equals(name)).toList();
        return new Columns(others, notes, sample, thinned);
    }

    Columns rows(BitSet kept) {
        return rows(kept, true);
    }

    private Columns rows(BitSet kept, boolean thinned) {
        Map<String, Number[]> some = new LinkedHashMap<>();
        columns.forEach((name, column) ->
                some.put(name, kept.stream().mapToObj(row -> column[row]).toArray(Number[]::new)));
        Set<Number> epochs =
                kept.stream().mapToObj(row -> columns.get("epoch")[row]).collect(Collectors.toSet());
        List<NonFinite> notes =
                nonFinite.stream().filter(note -> epochs.contains(note.epoch())).toList();
        return new Columns(some, notes, sample, thinned);
    }
}
