package dev.backflow.diagnosis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes merge patches of a run's spec. Arrays cannot be patched in part, so one that touches a layer holds them all;
 * given initial weights are taken out wherever other ones have to be drawn.
 *
 * @param spec the whole spec as JSON has it
 */
record SpecPatches(Map<String, Object> spec) {

    private static final List<String> REGULARIZERS =
            List.of("kernel_regularizer", "bias_regularizer", "activity_regularizer");

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

    /** With another layer before the last one. */
    Map<String, Object> beforeLast(Map<String, Object> layer) {
        List<Object> layers = new ArrayList<>(layers());
        layers.add(layers.size() - 1, layer);
        return network(layers, true);
    }

    /** The dense layers before the last one with at least so many units; empty if all have. */
    Optional<Map<String, Object>> wider(int units) {
        return each(true, (layer, last) -> {
            if (!last && layer.get("units") instanceof Number given && given.intValue() < units) {
                layer.put("units", units);
            }
        });
    }

    /** Layers that drop more drop so much; empty if there are none. */
    Optional<Map<String, Object>> dropping(double rate) {
        return each(
                false,
                (layer, last) -> List.of("dropout", "rate").forEach(field -> {
                    if (layer.get(field) instanceof Number given && given.doubleValue() > rate) {
                        layer.put(field, rate);
                    }
                }));
    }

    /** Batch normalization with another momentum, in dense layers and by itself; empty if there is none. */
    @SuppressWarnings("unchecked")
    Optional<Map<String, Object>> averages(double momentum) {
        return each(false, (layer, last) -> {
            if ("batch_normalization".equals(layer.get("type"))) {
                layer.put("momentum", momentum);
            }
            if (layer.get("normalization") instanceof Map<?, ?> inside
                    && "batch_normalization".equals(inside.get("type"))) {
                Map<String, Object> changed = new LinkedHashMap<>((Map<String, Object>) inside);
                changed.put("momentum", momentum);
                layer.put("normalization", changed);
            }
        });
    }

    /** Penalties of all layers and the optimizer's weight decay times a factor; empty if there are none. */
    @SuppressWarnings("unchecked")
    Optional<Map<String, Object>> weaker(double factor) {
        Map<String, Object> patch = new LinkedHashMap<>();
        each(
                        false,
                        (layer, last) -> REGULARIZERS.forEach(name -> {
                            if (layer.get(name) instanceof Map<?, ?> penalty) {
                                layer.put(name, scaled((Map<String, Object>) penalty, factor));
                            }
                        }))
                .ifPresent(patch::putAll);
        if (part(part(spec, "training"), "optimizer").get("weight_decay") instanceof Number decay
                && decay.doubleValue() > 0) {
            patch.put("training", Map.of("optimizer", Map.of("weight_decay", short3(decay.doubleValue() * factor))));
        }
        return patch.isEmpty() ? Optional.empty() : Optional.of(patch);
    }

    private static Map<String, Object> scaled(Map<String, Object> penalty, double factor) {
        Map<String, Object> scaled = new LinkedHashMap<>(penalty);
        scaled.replaceAll(
                (field, value) -> value instanceof Number number ? short3(number.doubleValue() * factor) : value);
        return scaled;
    }

    private static double short3(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.3g", value));
    }

    /** All layers, each changed in place, the last one told apart; empty if nothing changes. */
    private Optional<Map<String, Object>> each(boolean drawn, BiConsumer<Map<String, Object>, Boolean> change) {
        List<Map<String, Object>> given = layers();
        List<Object> layers = new ArrayList<>();
        for (int place = 0; place < given.size(); place++) {
            Map<String, Object> layer = new LinkedHashMap<>(given.get(place));
            change.accept(layer, place == given.size() - 1);
            layers.add(layer);
        }
        return layers.equals(given) ? Optional.empty() : Optional.of(network(layers, drawn));
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

    /**
     * One patch that does what two do. Layers are merged one by one: those that only one patch puts in front stay in
     * front. Where both change the same thing the first decides.
     */
    Map<String, Object> both(Map<String, Object> first, Map<String, Object> second) {
        Map<String, Object> both = merged(second, first);
        if (layersOf(first).isEmpty() || layersOf(second).isEmpty()) {
            return both;
        }
        Map<String, Object> network = new LinkedHashMap<>(part(both, "network"));
        network.put("layers", layers(layersOf(first), layersOf(second)));
        both.put("network", network);
        return both;
    }

    private List<Object> layers(List<Map<String, Object>> first, List<Map<String, Object>> second) {
        Map<Object, Map<String, Object>> given = byName(layers());
        Map<Object, Map<String, Object>> others = byName(second);
        List<Object> layers = new ArrayList<>();
        second.stream().filter(layer -> isNew(layer, given, byName(first))).forEach(layers::add);
        for (Map<String, Object> layer : first) {
            Map<String, Object> merged = new LinkedHashMap<>(layer);
            Map<String, Object> before = given.getOrDefault(layer.get("name"), layer);
            others.getOrDefault(layer.get("name"), before).forEach((field, value) -> {
                if (Objects.equals(before.get(field), layer.get(field))) {
                    merged.put(field, value);
                }
            });
            layers.add(merged);
        }
        return layers;
    }

    private static boolean isNew(
            Map<String, Object> layer, Map<Object, Map<String, Object>> given, Map<Object, Map<String, Object>> other) {
        return !given.containsKey(layer.get("name")) && !other.containsKey(layer.get("name"));
    }

    private static Map<Object, Map<String, Object>> byName(List<Map<String, Object>> layers) {
        Map<Object, Map<String, Object>> named = new LinkedHashMap<>();
        layers.forEach(layer -> named.put(layer.get("name"), layer));
        return named;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> layersOf(Map<String, Object> patch) {
        Map<String, Object> network = (Map<String, Object>) patch.getOrDefault("network", Map.of());
        return (List<Map<String, Object>>) network.getOrDefault("layers", List.of());
    }

    /** The second merged into the first, as RFC 7396 merges patches. */
    private static Map<String, Object> merged(Map<String, Object> below, Map<String, Object> above) {
        Map<String, Object> merged = new LinkedHashMap<>(below);
        above.forEach((field, value) -> {
            boolean deep = merged.get(field) instanceof Map<?, ?> old
                    && value instanceof Map<?, ?> young
                    && isSameType(old, young);
            merged.put(field, deep ? merged(part(merged, field), part(above, field)) : value);
        });
        return merged;
    }

    /** Parameters of another type mean nothing to this one. */
    private static boolean isSameType(Map<?, ?> old, Map<?, ?> young) {
        return Objects.equals(old.get("type"), young.get("type"));
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
