package dev.backflow.storage;

import java.util.Map;

/**
 * Recorded numbers over places, which are epochs or optimizer steps: a column for each metric, in their order, or for
 * each layer, in no particular order.
 *
 * @param places ascending
 * @param values one for each place; may be ±∞, and NaN where nothing was recorded or no element was finite
 * @param nonFinite how many elements of the tensor were NaN or ±∞ at each place
 */
public record RecordedColumns(int[] places, Map<String, double[]> values, Map<String, long[]> nonFinite) {

    static final RecordedColumns NONE = new RecordedColumns(new int[0], Map.of(), Map.of());

    /** −1 if there is none. */
    int lastPlace() {
        return places.length == 0 ? -1 : places[places.length - 1];
    }

    /** In memory, about. */
    long bytes() {
        return 500 + places.length * (4 + 16L * values.size());
    }
}
