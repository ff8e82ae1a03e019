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
        if (layers.isEmpty() || having.isEmpty()) {
            return this;
        }
        for (String layer : layers) {
            if (!having.contains(layer)) {
                throw new BadQueryException(
                        "layers", layer, "does not have this signal; those that have it are " + having);
            }
        }
        Map<String, Double> some = new LinkedHashMap<>(expected);
        some.keySet().retainAll(layers);
        return new SignalColumns(columns.of(layers), some);
    }
}
