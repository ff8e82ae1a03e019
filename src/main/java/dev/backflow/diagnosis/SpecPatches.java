package dev.backflow.diagnosis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes merge patches of a run's spec. Arrays cannot be patched in part, so one that touches a layer holds them all;
 * given initial weights are taken out wherever other ones have to be drawn.
 *
 * @param spec the whole spec as JSON has it
 */
record SpecPatches(Map<String, Object> spec) {

    @SuppressWarnings("unchecked")
    private static Map<String, Object> part(Map<String, Object> whole, String name) {
        return (Map<String, Object>) Objects.requireNonNull(whole.get(name));
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> layers() {
        return (List<Map<String, Object>>)
                Objects.requireNonNull(part(spec, "network").get("layers"));
    }

    /** The loss as the spec has it. */
    Map<String, Object> loss() {
        return part(part(spec, "training"), "loss");
    }

    /** The metrics as the spec has them. */
    List<?> metrics() {
        return (List<?>) Objects.requireNonNull(part(spec, "training").get("metrics"));
    }

    /**
     * The dense layers before the last one with something changed; empty if nothing would be.
     *
     * @param drawn whether weights are drawn anew, where they were given
     */
    Optional<Map<String, Object>> hidden(Map<String, Object> change, boolean drawn) {
        return changed(
                (layers, place) -> place < layers.size() - 1
                        && "dense".equals(layers.get(place).get("type")),
                change,
                drawn);
    }

    /** The last layer with something changed; empty if nothing would be. */
    Optional<Map<String, Object>> output(Map<String, Object> change) {
        return changed((layers, place) -> place == layers.size() - 1, change, false);
    }

    /** With another layer before all others. */
    Map<String, Object> inFront(Map<String, Object> layer) {
        List<Object> layers = new ArrayList<>(List.of(layer));
        layers.addAll(layers());
        return network(layers, true);
    }

    private Optional<Map<String, Object>> changed(
            BiPredicate<List<Map<String, Object>>, Integer> which, Map<String, Object> change, boolean drawn) {
        List<Map<String, Object>> given = layers();
        List<Object> layers = new ArrayList<>();
        for (int place = 0; place < given.size(); place++) {
            Map<String, Object> layer = new LinkedHashMap<>(given.get(place));
            if (which.test(given, place)) {
                layer.putAll(change);
            }
            layers.add(layer);
        }
        return layers.equals(given) ? Optional.empty() : Optional.of(network(layers, drawn));
    }

    private Map<String, Object> network(List<Object> layers, boolean drawn) {
        Map<String, @Nullable Object> network = new LinkedHashMap<>();
        if (drawn && part(spec, "network").get("initial_weights") != null) {
            network.put("initial_weights", null);
        }
        network.put("layers", layers);
        return Map.of("network", network);
    }
}
