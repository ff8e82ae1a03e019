package dev.backflow.figures;

import dev.backflow.figures.Canvas.Style;
import java.awt.geom.Path2D;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Positive numbers as colours, a row for each curve, the first below, and a column for each epoch. What is no positive
 * number is grey.
 *
 * @param measure what the colours mean
 */
record Cells(String title, String measure, Curves curves) implements Panel {

    private static final int COLORS = 64;

    /** Smaller differences do not get all colours. */
    private static final double LEAST_DECADES = 1;

    private static final int GREY = -1;

    private static boolean isColored(double number) {
        return number > 0 && Double.isFinite(number);
    }

    @Override
    public String note() {
        double[] grey = curves.values().filter(number -> !isColored(number)).toArray();
        int atTheEnds = curves.all().stream()
                .mapToInt(curve -> curve.values().length - curve.end(Cells::isColored))
                .sum();
        if (grey.length == atTheEnds && curves.end(Cells::isColored) > 0) {
            return curves.endings(Cells::isColored).stream()
                    .map("grey: "::concat)
                    .collect(Collectors.joining("; "));
        }
        long zeros = DoubleStream.of(grey).filter(Double::isFinite).count();
        String what = zeros == 0 ? "no number" : zeros == grey.length ? "0" : "0 or no number";
        return grey.length == 0 ? "" : "grey: " + what;
    }

    @Override
    public String summary() {
        return title + ", " + curves.summary();
    }

    private @Nullable Scale levels() {
        DoubleSummaryStatistics colored =
                curves.values().filter(Cells::isColored).summaryStatistics();
        double low = StrictMath.log10(colored.getMin());
        double high = StrictMath.log10(colored.getMax());
        double missing = Math.max(0, LEAST_DECADES - (high - low)) / 2;
        return colored.getCount() == 0 ? null : new Scale(true, low - missing, high + missing);
    }

    @Override
    public void write(Chart chart) {
        chart.cells(this);
    }

    @Override
    public void draw(Paper paper, Box box) {
        Scale levels = levels();
        List<String> colors = FigureTheme.ramp(FigureTheme.VIRIDIS, COLORS);
        Box left = box;
        if (levels != null) {
            ColorBar bar = new ColorBar(measure, levels, colors);
            double width = bar.width(paper);
            bar.draw(paper, box.across(box.right() - width, box.right()).inside(0, 0, 0, 2 * paper.line()));
            left = box.inside(0, 0, width + 1.5 * paper.size(), 0);
        }
        Frame frame = Frame.in(left, paper, columns(), Axis.rows("layer", curves.names()))
                .draw(paper);
        cells(frame, levels).forEach((level, shape) -> {
            String color = level == GREY ? paper.theme().missing : colors.get(level);
            paper.draw(shape, Style.filled(color).seamless());
        });
        if (curves.epochs().length == 0) {
            frame.say(paper, "nothing recorded");
        }
        frame.drawAxes(paper);
    }

    private Axis columns() {
        int count = curves.epochs().length;
        Axis axis = Axis.epochs(curves.epochs(), 0);
        return count == 0
                ? axis
                : new Axis(
                        axis.name(), Scale.linear(curves.border(0), curves.border(count)), axis.most(), axis.marks());
    }

    /** By level, cells of one level side by side as one. */
    private Map<Integer, Path2D> cells(Frame frame, @Nullable Scale levels) {
        Map<Integer, Path2D> shapes = new TreeMap<>();
        for (int row = 0; row < curves.all().size(); row++) {
            double top = Math.rint(frame.y(row + 0.5));
            double bottom = Math.rint(frame.y(row - 0.5));
            double[] values = curves.all().get(row).values();
            for (int from = 0, to; from < values.length; from = to) {
                int level = level(values[from], levels);
                to = from + 1;
                while (to < values.length && level(values[to], levels) == level) {
                    to++;
                }
                Box cell = new Box(frame.x(curves.border(from)), top, frame.x(curves.border(to)), bottom);
                shapes.computeIfAbsent(level, key -> new Path2D.Double()).append(cell.shape(), false);
            }
        }
        return shapes;
    }

    private static int level(double number, @Nullable Scale levels) {
        return levels != null && isColored(number) ? ColorBar.step(levels.at(number), COLORS) : GREY;
    }
}
