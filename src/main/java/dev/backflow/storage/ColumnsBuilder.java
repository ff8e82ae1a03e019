package dev.backflow.storage;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Strings chunks together to columns, leaving out the places that were not asked for. */
final class ColumnsBuilder {

    private static final long[] NOT_COUNTED = {};

    private final int from;
    private final int to;
    private final Map<String, Column> columns = new LinkedHashMap<>();

    ColumnsBuilder(int from, int to) {
        this.from = from;
        this.to = to;
    }

    /** Begins with others, which stay as they are. */
    void add(RecordedColumns others) {
        others.values()
                .forEach((name, values) ->
                        add(name, others.places(), values, others.nonFinite().getOrDefault(name, NOT_COUNTED)));
    }

    void add(String name, int[] places, double[] values) {
        add(name, places, values, NOT_COUNTED);
    }

    /** @param nonFinite one for each place, or none at all */
    void add(String name, int[] places, double[] values, long[] nonFinite) {
        Column column = columns.computeIfAbsent(name, key -> new Column());
        column.makeRoom(places.length);
        for (int i = 0; i < places.length; i++) {
            if (from <= places[i] && places[i] <= to) {
                column.add(places[i], values[i], nonFinite == NOT_COUNTED ? 0 : nonFinite[i]);
            }
        }
    }

    RecordedColumns build() {
        int[] places = columns.values().stream()
                .map(Column::places)
                .reduce(ColumnsBuilder::union)
                .orElse(new int[0]);
        Map<String, double[]> values = new LinkedHashMap<>();
        Map<String, long[]> nonFinite = new LinkedHashMap<>();
        columns.forEach((name, column) -> {
            column.spread(places);
            values.put(name, column.values);
            nonFinite.put(name, column.nonFinite);
        });
        return new RecordedColumns(places, values, nonFinite);
    }

    /** Nearly always both are the same. */
    private static int[] union(int[] some, int[] others) {
        return Arrays.equals(some, others)
                ? some
                : IntStream.concat(IntStream.of(some), IntStream.of(others))
                        .sorted()
                        .distinct()
                        .toArray();
    }

    private static final class Column {

        private int length;
        private int[] places = {};
        private double[] values = {};
        private long[] nonFinite = {};

        void makeRoom(int more) {
            if (length + more > places.length) {
                resize(Math.max(2 * places.length, length + more));
            }
        }

        private void resize(int capacity) {
            places = Arrays.copyOf(places, capacity);
            values = Arrays.copyOf(values, capacity);
            nonFinite = Arrays.copyOf(nonFinite, capacity);
        }

        void add(int place, double value, long count) {
            places[length] = place;
            values[length] = value;
            nonFinite[length++] = count;
        }

        int[] places() {
            resize(length);
            return places;
        }

        /** Brings each number to its place among more of them, with NaN between. */
        void spread(int[] all) {
            if (all.length == length) {
                return;
            }
            double[] spread = new double[all.length];
            long[] counts = new long[all.length];
            Arrays.fill(spread, Double.NaN);
            for (int i = 0; i < length; i++) {
                int at = Arrays.binarySearch(all, places[i]);
                spread[at] = values[i];
                counts[at] = nonFinite[i];
            }
            values = spread;
            nonFinite = counts;
        }
    }
}
