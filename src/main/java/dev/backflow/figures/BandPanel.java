package dev.backflow.figures;

import dev.backflow.figures.Canvas.Style;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * How numbers are distributed over the seeds of one cell, epoch by epoch: the median as a line, in areas around it the
 * middle half and, of a lone number, nine of ten of the seeds.
 *
 * @param range of the numbers of all cells, so that panels can be compared
 */
record BandPanel(
        String title, String note, ValueAxis axis, DoubleSummaryStatistics range, double[] epochs, List<Band> bands)
        implements Panel {

    private static final double MARGIN = 0.02;
    static final double INNER = 0.32;
    static final double OUTER = 0.16;

    /**
     * Of a layer or a metric.
     *
     * @param quantiles p05, p25, p50, p75 and p95, by epoch
     */
    record Band(String name, String color, double[][] quantiles) {

        DoubleStream values() {
            return Arrays.stream(quantiles).flatMapToDouble(Arrays::stream);
        }

        double[] median() {
            return quantiles[2];
        }
    }

    @Override
    public String summary() {
        return title + ": "
                + bands.stream()
                        .map(band ->
                                new Curves.Curve(band.name, band.color, false, band.median(), Double.NaN).summary())
                        .collect(Collectors.joining(", "));
    }

    @Override
    public void write(Chart chart) {
        chart.bands(this);
    }

    @Override
    public List<String> curveNames() {
        return bands.stream().map(Band::name).toList();
    }

    /** Around all numbers of all panels. */
    Scale scale() {
        return Scale.around(axis == ValueAxis.LOGARITHMIC, range);
    }

    @Override
    public void draw(Paper paper, Box box) {
        Axis across = Axis.epochs(epochs, MARGIN);
        Frame frame = Frame.in(
                        box, paper, new Axis("", across.scale(), across.most(), across.marks()), axis.axis("", range))
                .draw(paper);
        if (bands.stream().flatMapToDouble(Band::values).noneMatch(axis::isDrawable)) {
            boolean any = bands.stream().flatMapToDouble(Band::values).anyMatch(Double::isFinite);
            frame.say(paper, epochs.length == 0 ? "nothing recorded" : any ? "none above 0" : "no number");
        }
        for (Band band : bands) {
            paper.canvas().group(band.name, () -> draw(paper, frame, band));
        }
        frame.drawAxes(paper);
    }

    private void draw(Paper paper, Frame frame, Band band) {
        if (bands.size() == 1) {
            Path2D outer = area(frame, band.quantiles[0], band.quantiles[4]);
            paper.draw(outer, Style.filled(band.color).opaque(OUTER));
        }
        Path2D inner = area(frame, band.quantiles[1], band.quantiles[3]);
        paper.draw(inner, Style.filled(band.color).opaque(inner()));
        double[] median = band.median();
        Path2D line = new Path2D.Double();
        Path2D dots = new Path2D.Double();
        for (int i = 0; i < epochs.length; i++) {
            double x = frame.x(epochs[i]);
            if (isDrawable(median, i)) {
                double y = frame.y(median[i]);
                if (isDrawable(median, i - 1)) {
                    line.lineTo(x, y);
                } else if (isDrawable(median, i + 1)) {
                    line.moveTo(x, y);
                } else {
                    Frame.line(dots, x, y, x, y);
                }
            }
        }
        paper.draw(line, Style.line(band.color, 1.5 * paper.unit()));
        paper.draw(dots, Style.line(band.color, 5 * paper.unit()));
    }

    /** How opaque the middle half is: of several there are areas that overlap. */
    double inner() {
        return bands.size() == 1 ? INNER : INNER / 2;
    }

    private boolean isDrawable(double[] values, int i) {
        return i >= 0 && i < values.length && axis.isDrawable(values[i]);
    }

    /** Between two quantiles; what is not above 0 on a logarithmic axis is at its lower end. */
    private Path2D area(Frame frame, double[] low, double[] high) {
        Path2D area = new Path2D.Double();
        stretches(high).forEach(stretch -> area.append(area(frame, low, high, stretch[0], stretch[1]), false));
        return area;
    }

    /** What a logarithmic axis cannot show is at its lower end. */
    double drawn(double value) {
        return axis.isDrawable(value) ? value : scale().lowest();
    }

    /** Rows {@code {from, to}} that can be drawn one after the other. */
    List<int[]> stretches(double[] high) {
        List<int[]> stretches = new ArrayList<>();
        for (int from = 0; from < epochs.length; from++) {
            int to = from;
            while (isDrawable(high, to)) {
                to++;
            }
            if (to > from) {
                stretches.add(new int[] {from, to});
                from = to;
            }
        }
        return stretches;
    }

    private Path2D area(Frame frame, double[] low, double[] high, int from, int to) {
        double half = to - from > 1 ? 0 : frame.plot().width() / 60; // a lone epoch has no width
        Path2D area = new Path2D.Double();
        area.moveTo(frame.x(epochs[from]) - half, frame.y(high[from]));
        for (int i = from + 1; i < to; i++) {
            area.lineTo(frame.x(epochs[i]), frame.y(high[i]));
        }
        area.lineTo(frame.x(epochs[to - 1]) + half, frame.y(high[to - 1]));
        area.lineTo(frame.x(epochs[to - 1]) + half, lower(frame, low[to - 1]));
        for (int i = to - 1; i >= from; i--) {
            area.lineTo(frame.x(epochs[i]), lower(frame, low[i]));
        }
        area.lineTo(frame.x(epochs[from]) - half, lower(frame, low[from]));
        area.closePath();
        return area;
    }

    private double lower(Frame frame, double value) {
        return axis.isDrawable(value) ? frame.y(value) : frame.plot().bottom();
    }
}
