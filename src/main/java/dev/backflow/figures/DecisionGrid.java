package dev.backflow.figures;

import dev.backflow.runs.Classes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/** Predictions in square-numbered cells of the plane, each taken at the middle of its cell, in steps that can be told apart. */
final class DecisionGrid {

    private static final double MARGIN = 0.08;
    private static final int STEPS = 16;

    /** Cells of one level side by side and above each other; the level is null where there is no number. */
    record Shape(double left, double right, double bottom, double top, Double level) {}

    final double[] low;
    final double[] high;
    private final int side;
    private final Double[][] levels;
    private double least;
    private double most;
    private boolean classes;

    private DecisionGrid(double[] low, double[] high, int side) {
        this.low = low;
        this.high = high;
        this.side = side;
        levels = new Double[side][side];
    }

    /** Around all points, with a margin. */
    static DecisionGrid around(double[][] points, int side) {
        double[] low = new double[2];
        double[] high = new double[2];
        for (int axis = 0; axis < 2; axis++) {
            int k = axis;
            DoubleSummaryStatistics all =
                    Arrays.stream(points).mapToDouble(point -> point[k]).summaryStatistics();
            double span = all.getMax() - all.getMin();
            double margin = span > 0 ? MARGIN * span : Math.max(1, Math.abs(all.getMax()));
            low[axis] = all.getMin() - margin;
            high[axis] = all.getMax() + margin;
        }
        return new DecisionGrid(low, high, side);
    }

    /** The middles of all cells, row by row from below. */
    double[][] centers() {
        double[][] centers = new double[side * side][];
        for (int i = 0; i < centers.length; i++) {
            centers[i] = new double[] {at(0, i % side + 0.5), at(1, i / side + 0.5)};
        }
        return centers;
    }

    /** Not beyond the ends, for what sticks out of a panel by a rounding is not drawn at all. */
    private double at(int axis, double cells) {
        return Math.min(high[axis], low[axis] + (high[axis] - low[axis]) * cells / side);
    }

    /**
     * Takes in predictions: classes if there are several outputs to choose from, else steps of the first output.
     *
     * @param outputs for each of the {@link #centers}
     * @param targets that are drawn on the same scale where they are no classes
     */
    void fill(float[][] outputs, Classes of, double[] targets) {
        classes = of.count() > 0 && outputs[0].length > 1;
        if (!classes) {
            limit(outputs, of, targets);
        }
        for (int i = 0; i < outputs.length; i++) {
            levels[i / side][i % side] = classes ? winner(of.of(outputs[i])) : step(outputs[i][0]);
        }
    }

    private static Double winner(int found) {
        return found < 0 ? null : Double.valueOf(found);
    }

    /** Probabilities go from 0 to 1, other decisions as far to both sides, values as far as they go. */
    private void limit(float[][] outputs, Classes of, double[] targets) {
        DoubleSummaryStatistics finite = Arrays.stream(outputs)
                .mapToDouble(row -> row[0])
                .filter(Double::isFinite)
                .summaryStatistics();
        least = finite.getCount() == 0 ? 0 : finite.getMin();
        most = finite.getCount() == 0 ? 1 : finite.getMax();
        if (of.count() > 0) {
            double reach =
                    Math.max(Math.max(of.threshold() - least, most - of.threshold()), of.threshold() == 0.5f ? 0.5 : 1);
            least = of.threshold() - reach;
            most = of.threshold() + reach;
        } else {
            least = Math.min(least, Arrays.stream(targets).min().orElse(least));
            most = Math.max(most, Arrays.stream(targets).max().orElse(most));
        }
        if (most == least) {
            most = least + Math.max(1, Math.abs(least));
        }
    }

    private Double step(float output) {
        if (!Float.isFinite(output)) {
            return null;
        }
        int step = (int) Math.min(STEPS - 1, STEPS * (output - least) / (most - least));
        return least + (most - least) * (step + 0.5) / STEPS;
    }

    /** Whether levels are numbers of classes. */
    boolean ofClasses() {
        return classes;
    }

    double least() {
        return least;
    }

    double most() {
        return most;
    }

    /** How much of the plane has no number. */
    double missing() {
        return (double) Arrays.stream(levels)
                        .flatMap(Arrays::stream)
                        .filter(level -> level == null)
                        .count()
                / (side * side);
    }

    /** As few rectangles as rows of equal cells, equal ones above each other taken together, make. */
    List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        boolean[][] taken = new boolean[side][side];
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                if (!taken[row][column]) {
                    shapes.add(grow(row, column, taken));
                }
            }
        }
        return shapes;
    }

    private Shape grow(int row, int column, boolean[][] taken) {
        Double level = levels[row][column];
        int right = column + 1;
        while (right < side && !taken[row][right] && equal(levels[row][right], level)) {
            right++;
        }
        int top = row + 1;
        while (top < side && isFree(top, column, right, level, taken)) {
            top++;
        }
        for (int i = row; i < top; i++) {
            Arrays.fill(taken[i], column, right, true);
        }
        return new Shape(at(0, column), at(0, right), at(1, row), at(1, top), level);
    }

    private boolean isFree(int row, int from, int to, Double level, boolean[][] taken) {
        for (int column = from; column < to; column++) {
            if (taken[row][column] || !equal(levels[row][column], level)) {
                return false;
            }
        }
        return true;
    }

    private static boolean equal(Double one, Double other) {
        return one == null ? other == null : one.equals(other);
    }
}
