package dev.backflow.runs;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Where networks of two features are asked what they answer, at each frame of a {@link Replay}: at the middles of the
 * cells of a square grid around all examples, row by row from below.
 *
 * @param examples what is drawn upon it
 * @param low the lower end of each feature
 * @param high the upper end of each feature
 */
public record ReplayPlane(PlaneExamples examples, double[] low, double[] high) {

    /** Cells in a row, and rows. */
    public static final int SIDE = 32;

    private static final double MARGIN = 0.08;

    static ReplayPlane around(PlaneExamples examples) {
        double[] low = new double[2];
        double[] high = new double[2];
        for (int axis = 0; axis < 2; axis++) {
            double from = examples.low()[axis];
            double to = examples.high()[axis];
            double margin = to > from ? MARGIN * (to - from) : Math.max(1, Math.abs(to));
            low[axis] = from - margin;
            high[axis] = to + margin;
        }
        return new ReplayPlane(examples, low, high);
    }

    /** The middles of the cells in the features' own units. */
    List<List<Object>> centers() {
        return IntStream.range(0, SIDE * SIDE)
                .mapToObj(cell -> List.<Object>of(at(0, cell % SIDE), at(1, cell / SIDE)))
                .toList();
    }

    private double at(int axis, int cell) {
        return low[axis] + (high[axis] - low[axis]) * (cell + 0.5) / SIDE;
    }
}
