package dev.backflow.figures;

import dev.backflow.recording.ShortNumber;
import dev.backflow.series.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of layers or metrics over epochs.
 *
 * @param epochs ascending
 */
record Curves(double[] epochs, List<Curve> all) {

    private static final String VALIDATION = "val_";

    /**
     * One of them.
     *
     * @param values one for each epoch; NaN or infinite where there is no finite number
     * @param expected what theory expects at the first epoch; NaN if it says nothing
     */
    record Curve(String name, String color, boolean dashed, double[] values, double expected) {

        /** The row from which on there is nothing that can be drawn; as many as there are rows if the last has it. */
        int end(DoublePredicate drawable) {
            int row = values.length;
            while (row > 0 && !drawable.test(values[row - 1])) {
                row--;
            }
            return row;
        }

        String summary() {
            double[] numbers = Arrays.stream(values).filter(Double::isFinite).toArray();
            int last = numbers.length - 1;
            return name
                    + (last < 0
                            ? " no number"
                            : " from " + ShortNumber.text(numbers[0]) + " to " + ShortNumber.text(numbers[last]));
        }
    }

    /**
     * @param colors of the layers
     * @param expected at epoch 0, by layer; it says nothing of columns that begin later
     */
    static Curves ofLayers(Columns columns, LayerColors colors, Map<String, @Nullable Double> expected) {
        double[] epochs = columns.epochs();
        boolean untrained = epochs.length > 0 && epochs[0] == 0;
        List<Curve> curves = new ArrayList<>();
        columns.columns().forEach((name, values) -> {
            Double theory = untrained ? expected.get(name) : null;
            curves.add(new Curve(name, colors.of(name), false, values, theory == null ? Double.NaN : theory));
        });
        return new Curves(epochs, curves);
    }

    /** What was measured of examples for validation is dashed, in the colour of its like. */
    static Curves ofMetrics(Columns columns, List<String> colors) {
        List<Curve> curves = new ArrayList<>();
        Map<String, String> chosen = new HashMap<>();
        columns.columns().forEach((name, values) -> {
            boolean validation = name.startsWith(VALIDATION);
            String like = validation ? name.substring(VALIDATION.length()) : name;
            String color = chosen.computeIfAbsent(like, key -> colors.get(chosen.size() % colors.size()));
            curves.add(new Curve(name, color, validation, values, Double.NaN));
        });
        return new Curves(columns.epochs(), curves);
    }

    /** Half-way between two epochs; half an epoch before the first and after the last. */
    double border(int i) {
        double last = epochs[epochs.length - 1];
        return i == 0 ? epochs[0] - 0.5 : i == epochs.length ? last + 0.5 : (epochs[i - 1] + epochs[i]) / 2;
    }

    DoubleStream values() {
        return all.stream().flatMapToDouble(curve -> Arrays.stream(curve.values()));
    }

    List<String> names() {
        return all.stream().map(Curve::name).toList();
    }

    /** The row from which on no curve has anything that can be drawn. */
    int end(DoublePredicate drawable) {
        return all.stream().mapToInt(curve -> curve.end(drawable)).max().orElse(0);
    }

    /** From where on curves cannot be drawn, such as "NaN from epoch 3" or "0 from epoch 1 in 2 of 5". */
    List<String> endings(DoublePredicate drawable) {
        Map<String, List<Curve>> ended = all.stream()
                .filter(curve -> curve.end(drawable) < epochs.length)
                .collect(Collectors.groupingBy(
                        curve -> kind(curve.values()[curve.end(drawable)]), LinkedHashMap::new, Collectors.toList()));
        return ended.entrySet().stream()
                .map(same -> same.getKey() + " from epoch " + from(same.getValue(), drawable))
                .toList();
    }

    private static String kind(double number) {
        return Double.isNaN(number) ? "NaN" : Double.isInfinite(number) ? "∞" : number == 0 ? "0" : "below 0";
    }

    private String from(List<Curve> ended, DoublePredicate drawable) {
        IntSummaryStatistics rows =
                ended.stream().mapToInt(curve -> curve.end(drawable)).summaryStatistics();
        String first = String.valueOf((long) epochs[rows.getMin()]);
        if (ended.size() < all.size()) {
            return first + " in " + (ended.size() == 1 ? ended.get(0).name() : ended.size() + " of " + all.size());
        }
        return rows.getMin() == rows.getMax() ? first : first + ", all from " + (long) epochs[rows.getMax()];
    }

    /** Such as "epoch 0 to 100: loss from 0.7 to 0.1, accuracy from 0.5 to 0.98". */
    String summary() {
        return epochs.length == 0
                ? "nothing recorded"
                : "epoch " + (long) epochs[0] + " to " + (long) epochs[epochs.length - 1] + ": "
                        + all.stream().map(Curve::summary).collect(Collectors.joining(", "));
    }
}
