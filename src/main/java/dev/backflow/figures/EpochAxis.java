package dev.backflow.figures;

import dev.backflow.series.Columns;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The horizontal axis of a panel. */
final class EpochAxis {

    private static final int MOST_MARKS = 10;

    private EpochAxis() {}

    /** All recorded epochs, with numbers or without. Few are marked one by one: between them there is nothing. */
    static Map<String, Object> scale(Columns columns) {
        Map<String, Object> scale = Plot.map("aesthetic", "x", "name", "epoch");
        Number[] epochs = columns.columns().get("epoch");
        if (epochs.length == 0) {
            return scale;
        }
        double first = epochs[0].doubleValue();
        double last = epochs[epochs.length - 1].doubleValue();
        if (first < last) {
            scale.put("limits", List.of(first, last));
        }
        if (last - first < MOST_MARKS) {
            scale.put("breaks", Arrays.stream(epochs).map(Number::doubleValue).toList());
            scale.put("labels", Arrays.stream(epochs).map(String::valueOf).toList());
        }
        return scale;
    }
}
