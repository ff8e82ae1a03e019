package dev.backflow.figures;

import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;

/** Predictions all over the plane, each taken at the middle of its cell, in steps that can be told apart. */
final class DecisionGrid {

    /** Of values between the least and the most. */
    static final int STEPS = 16;

    /** The level of cells without a number. */
    static final int NONE = -1;

    private static final int SIDE = 100;
    private static final double MARGIN = 0.08;

    final double[] low = new double[2];
    final double[] high = new double[2];
    private final Plane examples;
    private final int[][] levels = new int[SIDE][SIDE];
    private final double[][] values = new double[SIDE][SIDE];
    private double least;
    private double most;
    private double threshold = Double.NaN;
    private boolean classes;
    private int missing;

    /** Around all examples, with a margin. */
    DecisionGrid(Plane examples) {
        this.examples = examples;
        for (int axis = 0; axis < 2; axis++) {
            double from = examples.low()[axis];
            double to = examples.high()[axis];
            double margin = to > from ? MARGIN * (to - from) : Math.max(1, Math.abs(to));
            low[axis] = from - margin;
            high[axis] = to + margin;
        }
    }

    /** The middles of all cells, row by row from below. */
    double[][] centers() {
        double[][] centers = new double[SIDE * SIDE][];
        for (int i = 0; i < centers.length; i++) {
            centers[i] = new double[] {at(0, i % SIDE + 0.5), at(1, i / SIDE + 0.5)};
        }
        return centers;
    }

    private double at(int axis, double cells) {
        return low[axis] + (high[axis] - low[axis]) * cells / SIDE;
    }

    /**
     * Takes in what a network answers at each of the {@link #centers}.
     */
    void fill(PlaneAnswers answers) {
        classes = answers.areClasses();
        threshold = answers.threshold();
        if (!classes) {
            limit(answers.values());
        }
        for (int i = 0; i < answers.values().length; i++) {
            double value = answers.values()[i];
            values[i / SIDE][i % SIDE] = value;
            int level = !classes ? step(value) : Double.isFinite(value) ? (int) value : NONE;
            levels[i / SIDE][i % SIDE] = level;
            missing += level == NONE ? 1 : 0;
        }
    }

    /** Probabilities go from 0 to 1, other decisions as far to both sides, values as far as they and the targets go. */
    private void limit(double[] predictions) {
        DoubleSummaryStatistics finite =
                Arrays.stream(predictions).filter(Double::isFinite).summaryStatistics();
        least = finite.getCount() == 0 ? 0 : finite.getMin();
        most = finite.getCount() == 0 ? 1 : finite.getMax();
        if (Double.isFinite(threshold)) {
            double reach = Math.max(Math.max(threshold - least, most - threshold), threshold == 0.5 ? 0.5 : 1);
            least = threshold - reach;
            most = threshold + reach;
        } else {
            least = Math.min(least, examples.low()[2]);
            most = Math.max(most, examples.high()[2]);
        }
        if (most == least) {
            most = least + Math.max(1, Math.abs(least));
        }
    }

    /** The step of a value, from 0; {@link #NONE} if it is not finite. */
    int step(double value) {
        return Double.isFinite(value) ? ColorBar.step((value - least) / (most - least), STEPS) : NONE;
    }

    /** Whether levels are numbers of classes. */
    boolean ofClasses() {
        return classes;
    }

    /** Of values. */
    Scale scale() {
        return Scale.linear(least, most);
    }

    /** How much of the plane has no number. */
    double missing() {
        return (double) missing / (SIDE * SIDE);
    }

    /** The cells of each level, those side by side as one. */
    Map<Integer, Path2D> shapes() {
        Map<Integer, Path2D> shapes = new TreeMap<>();
        for (int row = 0; row < SIDE; row++) {
            for (int from = 0, to; from < SIDE; from = to) {
                to = from + 1;
                while (to < SIDE && levels[row][to] == levels[row][from]) {
                    to++;
                }
                double width = at(0, to) - at(0, from);
                Shape cells = new Rectangle2D.Double(at(0, from), at(1, row), width, at(1, row + 1) - at(1, row));
                shapes.computeIfAbsent(levels[row][from], level -> new Path2D.Double())
                        .append(cells, false);
            }
        }
        return shapes;
    }

    /** Where a single output decides for one class or the other: straight between the middles of cells. */
    Path2D boundary() {
        Path2D boundary = new Path2D.Double();
        for (int row = 0; row + 1 < SIDE; row++) {
            for (int column = 0; column + 1 < SIDE; column++) {
                Path2D crossings = new Path2D.Double();
                cross(row, column, row, column + 1, crossings);
                cross(row, column + 1, row + 1, column + 1, crossings);
                cross(row + 1, column + 1, row + 1, column, crossings);
                cross(row + 1, column, row, column, crossings);
                boundary.append(crossings, false);
            }
        }
        return boundary;
    }

    /** Goes on to where the value between two middles is the threshold, if there is such a place. */
    private void cross(int row, int column, int otherRow, int otherColumn, Path2D crossings) {
        double from = values[row][column] - threshold;
        double to = values[otherRow][otherColumn] - threshold;
        if (from > 0 == to > 0 || !Double.isFinite(from) || !Double.isFinite(to)) {
            return;
        }
        double share = from / (from - to);
        double x = at(0, column + 0.5 + (otherColumn - column) * share);
        double y = at(1, row + 0.5 + (otherRow - row) * share);
        if (crossings.getCurrentPoint() == null) {
            crossings.moveTo(x, y);
        } else {
            crossings.lineTo(x, y);
        }
    }
}
