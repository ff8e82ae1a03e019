package dev.backflow.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DecisionGridTest {

    private static final Plane EXAMPLES = new Plane(
            List.of("x0", "x1"),
            2,
            new float[][] {{0, 0}, {10, 5}},
            new float[] {0, 1},
            new float[] {0, 0, 0},
            new float[] {10, 5, 1},
            List.of());

    /** @param threshold between two classes; NaN where targets are numbers */
    private static DecisionGrid filled(double threshold, ToDoubleFunction<double[]> answer) {
        DecisionGrid grid = new DecisionGrid(EXAMPLES);
        double[] answers = Stream.of(grid.centers()).mapToDouble(answer).toArray();
        grid.fill(new PlaneAnswers(1, answers, false, threshold));
        return grid;
    }

    @Test
    void itsShapesCoverThePlaneOnce() {
        DecisionGrid grid = filled(0.5, at -> Math.abs(Math.sin(at[0]) * Math.cos(at[1])));
        double area = grid.shapes().values().stream()
                .mapToDouble(DecisionGridTest::area)
                .sum();
        assertThat(area).isCloseTo((grid.high[0] - grid.low[0]) * (grid.high[1] - grid.low[1]), offset(1e-6));
    }

    private static double area(Path2D shape) {
        double area = 0;
        double[] point = new double[6];
        double x = 0;
        double y = 0;
        double startX = 0;
        double startY = 0;
        for (PathIterator i = shape.getPathIterator(null); !i.isDone(); i.next()) {
            int segment = i.currentSegment(point);
            double toX = segment == PathIterator.SEG_CLOSE ? startX : point[0];
            double toY = segment == PathIterator.SEG_CLOSE ? startY : point[1];
            if (segment == PathIterator.SEG_MOVETO) {
                startX = toX;
                startY = toY;
            } else {
                area += (x * toY - toX * y) / 2;
            }
            x = toX;
            y = toY;
        }
        return Math.abs(area);
    }

    @Test
    void theBoundaryIsWhereTheAnswerIsTheThreshold() {
        DecisionGrid grid = filled(0.5, at -> at[0] / 8);
        assertThat(grid.boundary().getBounds2D().getMinX()).isCloseTo(4, offset(1e-4));
        assertThat(grid.boundary().getBounds2D().getMaxX()).isCloseTo(4, offset(1e-4));
        assertThat(grid.boundary().getBounds2D().getHeight())
                .isCloseTo(0.99 * (grid.high[1] - grid.low[1]), offset(1e-6));
    }

    @Test
    void numbersHaveNoBoundary() {
        assertThat(filled(Double.NaN, at -> at[0])
                        .boundary()
                        .getPathIterator(null)
                        .isDone())
                .isTrue();
    }

    @Test
    void whatIsNoNumberIsCounted() {
        assertThat(filled(0.5, at -> at[0] < 5 ? 1 : Double.NaN).missing()).isCloseTo(0.5, offset(1e-9));
        assertThat(filled(0.5, at -> Double.NaN)
                        .boundary()
                        .getPathIterator(null)
                        .isDone())
                .isTrue();
    }
}
