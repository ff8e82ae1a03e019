package dev.backflow.datasets;

import dev.backflow.spec.Check;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
        List<String> categories = categories();
        int[] sorted = new int[categories.size()];
        for (int i = 0; i < sorted.length; i++) {
            sorted[seen.get(categories.get(i))] = i;
        }
        return Arrays.stream(places, 0, size).map(place -> sorted[place]).toArray();
    }
}
