package dev.backflow.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Consecutive values of one key, as they go into one row.
 *
 * @param ordinal the key's place among the keys of its epoch
 * @param values one for each of the epochs
 */
record Series<K, V>(K key, int ordinal, List<Integer> epochs, List<V> values) {

    static <K, V> Series<K, V> in(Map<K, Series<K, V>> all, K key, int ordinal) {
        return all.computeIfAbsent(key, k -> new Series<>(k, ordinal, new ArrayList<>(), new ArrayList<>()));
    }

    void add(int epoch, V value) {
        epochs.add(epoch);
        values.add(value);
    }

    int firstEpoch() {
        return epochs.get(0);
    }

    Integer[] epochArray() {
        return epochs.toArray(Integer[]::new);
    }

    long most(ToLongFunction<V> reading) {
        return values.stream().mapToLong(reading).max().orElseThrow();
    }

    Long[] longs(ToLongFunction<V> reading) {
        return values.stream().map(reading::applyAsLong).toArray(Long[]::new);
    }

    /** H2 knows no negative zero; it becomes 0.0 here so that every database gives the same answer. */
    Double[] doubles(ToDoubleFunction<V> reading) {
        return values.stream().map(value -> reading.applyAsDouble(value) + 0.0).toArray(Double[]::new);
    }

    /** The same of numbers that are floats. */
    Float[] floats(ToDoubleFunction<V> reading) {
        return values.stream()
                .map(value -> (float) reading.applyAsDouble(value) + 0f)
                .toArray(Float[]::new);
    }
}
