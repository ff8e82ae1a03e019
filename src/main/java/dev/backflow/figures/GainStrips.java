package dev.backflow.figures;

import dev.backflow.figures.Canvas.Style;
import dev.backflow.figures.Curves.Curve;
import dev.backflow.figures.ExperimentSubject.OfCell;
import dev.backflow.recording.ShortNumber;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * How much of the gradient arrives at the first layer: a strip of dots for each cell, a dot for each seed, above of the
 * untrained network, below of the trained one, with a mark at the median.
 *
 * @param cells in their order, the first above
 */
record GainStrips(String title, String note, List<OfCell> cells) implements Panel {

    private static final double OFFSET = 0.21;
    private static final double HALF = 0.16;
    private static final int MOST_LABELS = 500;

    /** Of the golden ratio: multiples of it are spread evenly however many there are. */
    private static final double GOLDEN = 0.6180339887498949;

    static Figure of(ExperimentSubject subject, ExperimentFigureRequest request) {
        GainStrips strips = new GainStrips(
                "Gradient at the first layer for 1 at the last, as log10; dashed at 0: it passes unchanged",
                missing(subject),
                subject.cells());
        List<Curve> keys = List.of(
                new Curve(
                        "untrained, a dot for each seed", untrained(request.theme()), false, new double[0], Double.NaN),
                new Curve("trained", trained(request.theme()), false, new double[0], Double.NaN),
                new Curve("median", request.theme().text, false, new double[0], Double.NaN));
        return new Figure(WordsOf.head(subject, "", ""), List.of(strips), 1, List.of(new Legend("", keys, false, 1)));
    }

    static String untrained(FigureTheme theme) {
        return theme.layerColors(5).get(1);
    }

    static String trained(FigureTheme theme) {
        return theme.layerColors(5).get(4);
    }

    /** Seeds without a dot. */
    private static String missing(ExperimentSubject subject) {
        String cells = subject.cells().stream()
                .map(cell -> Stream.of(
                                missing(cell, cell.untrained(), " untrained"),
                                missing(cell, cell.trained(), " trained"))
                        .filter(words -> !words.isEmpty())
                        .collect(Collectors.joining(", ", cell.title() + ": ", "")))
                .filter(words -> !words.endsWith(": "))
                .collect(Collectors.joining("; "));
        return cells.isEmpty() ? "" : "no dot, because 0 or not recorded: " + cells;
    }

    private static String missing(OfCell cell, double[] gains, String when) {
        int missing = cell.runs() - gains.length;
        return missing == 0 ? "" : missing + " of " + cell.runs() + when;
    }

    private DoubleStream numbers() {
        return cells.stream()
                .flatMap(cell -> Stream.of(cell.untrained(), cell.trained()))
                .flatMapToDouble(Arrays::stream);
    }

    @Override
    public String summary() {
        return title + ": "
                + cells.stream()
                        .map(cell -> cell.title() + " " + median(cell.untrained()) + " untrained, "
                                + median(cell.trained()) + " trained")
                        .collect(Collectors.joining("; "));
    }

    private static String median(double[] values) {
        return values.length == 0 ? "nothing" : ShortNumber.text(middle(values));
    }

    static double middle(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    @Override
    public void write(Chart chart) {
        chart.strips(this);
    }

    /** How far the strip of a cell is below the middle of its row, in rows. */
    static double below(boolean trained) {
        return trained ? OFFSET : -OFFSET;
    }

    /** The same of the dot of a seed. */
    static double below(boolean trained, int seed) {
        double place = (seed + 1) * GOLDEN % 1 - 0.5;
        return below(trained) - 2 * HALF * place;
    }

    @Override
    public void draw(Paper paper, Box box) {
        List<String> titles = new ArrayList<>(cells.stream().map(OfCell::title).toList());
        Collections.reverse(titles);
        Axis rows = Axis.rows("", titles);
        DoubleSummaryStatistics range =
                DoubleStream.concat(DoubleStream.of(0), numbers()).summaryStatistics();
        Frame frame = Frame.in(
                        box,
                        paper,
                        Axis.of("", Scale.around(false, range)),
                        new Axis("", rows.scale(), MOST_LABELS, count -> marks(titles, count)))
                .draw(paper);
        Path2D unchanged = new Path2D.Double();
        Frame.line(
                unchanged,
                frame.x(0),
                frame.plot().top(),
                frame.x(0),
                frame.plot().bottom());
        paper.draw(unchanged, Style.line(paper.theme().ink, paper.unit()).dashed(4 * paper.unit()));
        if (numbers().findAny().isEmpty()) {
            frame.say(paper, "nothing recorded");
        }
        for (int i = 0; i < cells.size(); i++) {
            OfCell cell = cells.get(i);
            double row = cells.size() - 1.0 - i;
            String name = cell.title();
            paper.canvas().group(name + ", untrained", () -> strip(paper, frame, cell.untrained(), row, false));
            paper.canvas().group(name + ", trained", () -> strip(paper, frame, cell.trained(), row, true));
        }
        frame.drawAxes(paper);
    }

    private static List<Tick> marks(List<String> titles, int count) {
        List<Tick> all = new ArrayList<>();
        for (int row = 0; row < titles.size(); row++) {
            all.add(new Tick(row, titles.get(row)));
        }
        return Axis.spread(all, count);
    }

    private static void strip(Paper paper, Frame frame, double[] values, double row, boolean trained) {
        Path2D dots = new Path2D.Double();
        for (int i = 0; i < values.length; i++) {
            double x = frame.x(values[i]);
            double y = frame.y(row - below(trained, i));
            Frame.line(dots, x, y, x, y);
        }
        String color = trained ? trained(paper.theme()) : untrained(paper.theme());
        paper.draw(dots, Style.line(color, 4 * paper.unit()));
        if (values.length > 0) {
            double x = frame.x(middle(values));
            double y = row - below(trained);
            Path2D mark = new Path2D.Double();
            Frame.line(mark, x, frame.y(y + HALF), x, frame.y(y - HALF));
            paper.draw(mark, Style.line(paper.theme().text, 2 * paper.unit()));
        }
    }
}
