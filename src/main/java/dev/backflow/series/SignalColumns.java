package dev.backflow.series;

import dev.backflow.recording.BadQueryException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
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
        Collection<String> having = columns.columns().keySet();
        if (layers.isEmpty()) {
            return this;
        }
        for (String layer : layers) {
            if (!having.isEmpty() && !having.contains(layer)) {
                throw new BadQueryException(
                        "layers", layer, "does not have this signal; those that have it are " + having);
            }
        }
        Map<String, @Nullable Double> some = new LinkedHashMap<>(expected);
        some.keySet().retainAll(layers);
        return new SignalColumns(columns.of(layers), some);
    }
}
