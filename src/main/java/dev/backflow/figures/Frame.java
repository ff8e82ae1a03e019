package dev.backflow.figures;

import dev.backflow.figures.Canvas.Anchor;
import dev.backflow.figures.Canvas.Style;
import java.awt.geom.Path2D;
import java.util.List;

/**
 * Axes and the plot between them.
 *
 * @param box of all
 * @param plot inside of it
 * @param columns marks of the horizontal axis
 * @param rows marks of the vertical axis
 * @param names how wide labels of the vertical axis may be
 */
record Frame(Box box, Box plot, Axis horizontal, Axis vertical, List<Tick> columns, List<Tick> rows, double names) {

    private static final double MOST_NAME = 0.36;

    /** As far inside of the box as the marks need room. */
    static Frame in(Box box, Paper paper, Axis horizontal, Axis vertical) {
        double size = paper.size();
        double bottom = paper.line() * (horizontal.name().isEmpty() ? 1 : 2) + size / 2;
        double height = box.height() - bottom - size / 2;
        List<Tick> rows = vertical.fitting(height, size / 2, label -> size);
        double names = Math.min(
                MOST_NAME * box.width(),
                rows.stream().mapToDouble(row -> paper.width(row.label())).max().orElse(0));
        double left = (vertical.name().isEmpty() ? 0 : 1.2 * paper.line()) + names + size / 2;
        double width = box.width() - left - size / 2;
        List<Tick> columns = horizontal.fitting(width, 0.6 * size, paper::width);
        double right = columns.stream()
                .mapToDouble(tick -> horizontal.scale().at(tick.at()) * width + paper.width(tick.label()) / 2 - width)
                .reduce(size / 2, Math::max);
        return new Frame(box, box.inside(left, size / 2, right, bottom), horizontal, vertical, columns, rows, names);
    }

    /** Draws names and marks, and lines across at the marks. */
    Frame draw(Paper paper) {
        double size = paper.size();
        Path2D grid = new Path2D.Double();
        for (Tick tick : columns) {
            line(grid, x(tick.at()), plot.top(), x(tick.at()), plot.bottom());
            double y = plot.bottom() + size / 3 + paper.line() / 2;
            paper.label(tick.label(), x(tick.at()), y, Anchor.MIDDLE);
        }
        for (Tick tick : rows) {
            line(grid, plot.left(), y(tick.at()), plot.right(), y(tick.at()));
            String label = paper.fitted(tick.label(), names);
            paper.label(label, plot.left() - size / 2, y(tick.at()), Anchor.END);
        }
        paper.draw(grid, Style.line(paper.theme().grid, size / 16));
        String up = paper.fitted(vertical.name(), plot.height());
        paper.upright(up, box.left() + paper.line() / 2, plot.center());
        String across = paper.fitted(horizontal.name(), plot.width());
        paper.label(across, plot.middle(), box.bottom() - paper.line() / 2, Anchor.MIDDLE);
        return this;
    }

    /** Draws the two lines from which the plot is read, upon all that is in it. */
    void drawAxes(Paper paper) {
        Path2D axes = new Path2D.Double();
        axes.moveTo(plot.left(), plot.top());
        axes.lineTo(plot.left(), plot.bottom());
        axes.lineTo(plot.right(), plot.bottom());
        paper.draw(axes, Style.line(paper.theme().ink, paper.size() / 14));
    }

    /** Says in the middle why there is nothing to see. */
    void say(Paper paper, String words) {
        paper.label(paper.fitted(words, plot.width()), plot.middle(), plot.center(), Anchor.MIDDLE);
    }

    double x(double number) {
        return plot.left() + horizontal.scale().at(number) * plot.width();
    }

    double y(double number) {
        return plot.bottom() - vertical.scale().at(number) * plot.height();
    }

    static void line(Path2D path, double fromX, double fromY, double toX, double toY) {
        path.moveTo(fromX, fromY);
        path.lineTo(toX, toY);
    }
}
