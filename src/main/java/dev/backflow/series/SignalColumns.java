package dev.backflow.series;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A signal over epochs.
 *
 * @param expected what theory expects at epoch 0, by layer; null where it has no number
 */
public record SignalColumns(Columns columns, Map<String, @Nullable Double> expected) {

    /** What theory expects as a row of its own at epoch 0; without rows if the columns do not begin there. */
    public Columns theory() {
        Number[] epochs = columns.columns().get("epoch");
        boolean untrained = epochs.length > 0 && epochs[0].intValue() == 0;
        Columns theory = Columns.over(untrained ? new int[] {0} : new int[0]);
        expected.forEach(
                (layer, value) -> theory.columns().put(layer, untrained ? new Number[] {value} : new Number[0]));
        return theory;
    }

    SignalColumns between(int from, int to) {
        return new SignalColumns(columns.between(from, to), expected);
    }

    /**
     * @param layers only these; none means all
     * @throws BadQueryException if one of them does not have the signal
     */
    SignalColumns of(Collection<String> layers) {
        Set<String> having = new LinkedHashSet<>(columns.columns().keySet());
        having.remove("epoch");
        if (layers.isEmpty()) {
            return this;
        }
        for (String layer : layers) {
            if (!having.isEmpty() && !having.contains(layer)) {
                throw new BadQueryException(
                        "layers", layer, "does not have this signal; those that have it are " + having);
            }
        }
        Map<String, Double> some = new LinkedHashMap<>(expected);
        some.keySet().retainAll(layers);
        return new SignalColumns(columns.of(layers), some);
    }
}
