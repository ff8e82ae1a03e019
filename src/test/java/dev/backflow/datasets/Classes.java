package dev.backflow.datasets;

import dev.backflow.engine.Examples;
import java.util.stream.IntStream;

/** Reads class numbers back from binary or one-hot targets. */
final class Classes {

    private Classes() {}

    static int[] of(Examples examples) {
        return IntStream.range(0, examples.size()).map(row -> of(examples, row)).toArray();
    }

    static int of(Examples examples, int row) {
        int columns = examples.targets().numCols;
        if (columns == 1) {
            return (int) examples.targets().get(row, 0);
        }
        return IntStream.range(0, columns)
                .filter(column -> examples.targets().get(row, column) == 1)
                .findFirst()
                .orElseThrow();
    }
}
