package dev.backflow.figures;

import dev.backflow.figures.Canvas.Style;
import dev.backflow.figures.Curves.Curve;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Curves over epochs. A gap is a gap, and on a logarithmic axis so is what is not positive; a number with gaps on both
 * sides is a dot, and what theory expects is a circle.
 *
 * @param measure the name of the vertical axis
 * @param reference a number that is drawn as a line across, if the axis reaches it; NaN for none
 */
record Lines(String title, String measure, ValueAxis axis, double reference, Curves curves) implements Panel {

    private static final double MARGIN = 0.02;

    private DoubleStream expected() {
        return curves.all().stream().mapToDouble(Curve::expected);
    }

    private boolean isEmpty() {
        return curves.values().noneMatch(axis::isDrawable);
    }

    @Override
    public String note() {
        List<String> notes = new ArrayList<>();
        if (expected().anyMatch(axis::isDrawable)) {
            notes.add("circles: theory");
        }
        if (!isEmpty()) {
            notes.addAll(curves.endings(axis::isDrawable));
        }
        return String.join("; ", notes);
    }

    @Override
    public String summary() {
        return title + ", " + curves.summary();
    }

    @Override
    public void write(Chart chart) {
        chart.lines(this);
    }

    @Override
    public List<String> curveNames() {
        return curves.names();
    }

    @Override
    public void draw(Paper paper, Box box) {
        DoubleSummaryStatistics numbers = DoubleStream.concat(curves.values(), expected())
                .filter(axis::isDrawable)
                .summaryStatistics();
        Frame frame = Frame.in(box, paper, Axis.epochs(curves.epochs(), MARGIN), axis.axis(measure, numbers))
                .draw(paper);
        if (isEmpty()) {
            boolean any = curves.values().anyMatch(Double::isFinite);
            frame.say(paper, curves.epochs().length == 0 ? "nothing recorded" : any ? "none above 0" : "no number");
        } else {
            drawEnd(paper, frame);
        }
        drawReference(paper, frame);
        for (Curve curve : curves.all()) {
            paper.canvas().group(curve.name(), () -> draw(paper, frame, curve));
        }
        frame.drawAxes(paper);
    }

    /** Shades what no curve reaches. */
    private void drawEnd(Paper paper, Frame frame) {
        int row = curves.end(axis::isDrawable);
        if (row < curves.epochs().length) {
            double from = frame.x((curves.epochs()[row - 1] + curves.epochs()[row]) / 2);
            Box beyond = frame.plot().across(from, frame.plot().right());
            paper.canvas()
                    .draw(beyond.shape(), Style.filled(paper.theme().missing).opaque(0.4));
        }
    }

    private void drawReference(Paper paper, Frame frame) {
        if (Math.abs(frame.vertical().scale().at(reference) - 0.5) <= 0.5) {
            Path2D line = new Path2D.Double();
            Frame.line(
                    line, frame.plot().left(), frame.y(reference), frame.plot().right(), frame.y(reference));
            paper.canvas()
                    .draw(line, Style.line(paper.theme().ink, paper.unit()).dashed(4 * paper.unit()));
        }
    }

    private void draw(Paper paper, Frame frame, Curve curve) {
        Path2D line = new Path2D.Double();
        Path2D dots = new Path2D.Double();
        double[] values = curve.values();
        boolean drawing = false;
        for (int i = 0; i < values.length; i++) {
            boolean drawable = axis.isDrawable(values[i]);
            double x = frame.x(curves.epochs()[i]);
            double y = frame.y(values[i]);
            if (drawable && drawing) {
                line.lineTo(x, y);
            } else if (drawable && i + 1 < values.length && axis.isDrawable(values[i + 1])) {
                line.moveTo(x, y);
            } else if (drawable) {
                Frame.line(dots, x, y, x, y);
            }
            drawing = drawable;
        }
        Style style = Style.line(curve.color(), 1.5 * paper.unit());
        paper.draw(line, curve.dashed() ? style.dashed(4 * paper.unit()) : style);
        paper.draw(dots, Style.line(curve.color(), 5 * paper.unit()));
        if (axis.isDrawable(curve.expected())) {
            double y = frame.y(curve.expected());
            paper.draw(Marker.circle(frame.x(curves.epochs()[0]), y, 4.5 * paper.unit()), style);
        }
    }
}
