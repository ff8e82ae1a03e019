package dev.backflow.figures;

import dev.backflow.figures.ExperimentSubject.OfCell;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Where cells are: the values of the first axis are rows, those of the second columns, and for each combination of all
 * further ones there is a block. Cells that words do not tell apart are rows one below the other.
 *
 * @param rowAxis what the first axis is called
 * @param columnAxis what the second one is called; empty if there is none
 */
record GridLayout(String rowAxis, String columnAxis, List<String> rows, List<String> columns, List<Block> blocks) {

    /**
     * Cells that differ in the first two axes only.
     *
     * @param title the values of the others
     * @param cells row by row
     */
    record Block(String title, List<OfCell> cells) {}

    static GridLayout of(ExperimentSubject subject) {
        List<OfCell> cells = subject.cells();
        List<String> axes = subject.axes();
        List<List<String>> values = IntStream.range(0, axes.size())
                .mapToObj(axis -> List.copyOf(new LinkedHashSet<>(
                        cells.stream().map(cell -> cell.settings().get(axis)).toList())))
                .toList();
        long product = values.stream().mapToLong(List::size).reduce(1, (a, b) -> a * b);
        if (axes.size() < 2 || product != cells.size()) {
            List<String> titles = cells.stream().map(OfCell::title).toList();
            String called = axes.size() == 1 ? axes.get(0) : "";
            return new GridLayout(called, "", titles, List.of(""), List.of(new Block("", cells)));
        }
        int rows = values.get(0).size();
        int columns = values.get(1).size();
        int blocks = cells.size() / rows / columns;
        List<Block> all = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            int first = block; // the last axis changes fastest
            List<OfCell> some = IntStream.range(0, rows * columns)
                    .mapToObj(i -> cells.get(i * blocks + first))
                    .toList();
            all.add(new Block(title(axes, some.get(0)), some));
        }
        return new GridLayout(axes.get(0), axes.get(1), values.get(0), values.get(1), all);
    }

    /** Of one block only. */
    GridLayout of(Block block) {
        return new GridLayout(rowAxis, columnAxis, rows, columns, List.of(block));
    }

    private static String title(List<String> axes, OfCell cell) {
        return IntStream.range(2, axes.size())
                .mapToObj(axis -> axes.get(axis) + " " + cell.settings().get(axis))
                .collect(Collectors.joining(", "));
    }
}
