package dev.backflow.datasets;

import dev.backflow.spec.Check;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Texts, in the order of their characters. */
final class CategoricalValues implements CsvValues {

    static final String TOO_MANY =
            "must be a column with at most " + DatasetSpec.MOST_CLASSES + " different values to be used as categories";

    private static final int LONGEST = 200;

    private final String column;
    private final String path;
    private final Map<String, Integer> seen = new HashMap<>();
    private final int[] places;
    private int size;

    CategoricalValues(String column, String path, int rows) {
        this.column = column;
        this.path = path;
        places = new int[rows];
    }

    @Override
    public void add(String cell) {
        Check.require(
                cell.length() <= LONGEST,
                path,
                column,
                "must be a column without texts of more than " + LONGEST + " characters to be used as categories");
        places[size++] = seen.computeIfAbsent(cell, text -> seen.size());
        Check.require(seen.size() <= DatasetSpec.MOST_CLASSES, path, column, TOO_MANY);
    }

    @Override
    public List<String> categories() {
        return seen.keySet().stream().sorted().toList();
    }

    @Override
    public int[] codes() {
        int[] sorted = new int[seen.size()];
        int next = 0;
        for (int place : new TreeMap<>(seen).values()) {
            sorted[place] = next++;
        }
        return Arrays.stream(places, 0, size).map(place -> sorted[place]).toArray();
    }
}
