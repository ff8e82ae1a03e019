package dev.backflow.figures;

import dev.backflow.figures.Canvas.Anchor;
import dev.backflow.figures.Canvas.Style;
import dev.backflow.figures.Canvas.Text;
import dev.backflow.figures.ExperimentSubject.Estimate;
import dev.backflow.figures.ExperimentSubject.OfCell;
import dev.backflow.recording.ShortNumber;
import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Cells of an experiment, arranged by its axes: colour and words are the share of the seeds that learned, with its
 * interval, or where nobody said what is learned the interquartile mean of the metric.
 *
 * @param measure what the colours mean
 * @param shares whether they are shares of seeds
 * @param scale of the colours
 */
record Matrix(String title, GridLayout layout, String measure, boolean shares, Scale scale) implements Panel {

    private static final int COLORS = 64;
    private static final double GAP = 1.4;

    /** Of a cell, in sizes of letters. */
    private static final double MOST_WIDTH = 18;

    /** Of words. */
    static final String DARK = "#1f2126";

    static final String LIGHT = "#ffffff";

    static Figure of(ExperimentSubject subject, ExperimentFigureRequest request) {
        GridLayout layout = GridLayout.of(subject);
        boolean shares = subject.learned() != null;
        String metric = subject.metric();
        DoubleSummaryStatistics values = subject.cells().stream()
                .map(OfCell::middle)
                .filter(Objects::nonNull)
                .mapToDouble(Estimate::value)
                .summaryStatistics();
        String title = shares
                ? "Share of the seeds that learned (" + metric + " " + subject.learned() + "), 95 % interval"
                : "Interquartile mean of " + metric + ", 95 % interval";
        Scale scale = shares ? Scale.linear(0, 1) : Scale.around(false, values);
        Matrix matrix = new Matrix(title, layout, shares ? "learned" : "mean", shares, scale);
        long without = subject.cells().stream().filter(cell -> cell.runs() == 0).count();
        String grey = without == 0 ? "" : "grey: no run has succeeded";
        return new Figure(WordsOf.head(subject, "", grey), List.of(matrix), 1, List.of());
    }

    /** Rows of cells, one below the other. */
    static int rows(ExperimentSubject subject) {
        GridLayout layout = GridLayout.of(subject);
        int down = (layout.blocks().size() + Figure.MOST_ACROSS - 1) / Figure.MOST_ACROSS;
        return down * (layout.rows().size() + (down > 1 ? 2 : 0));
    }

    @Override
    public List<Matrix> parts() {
        return layout.blocks().size() == 1
                ? List.of(this)
                : layout.blocks().stream()
                        .map(block -> new Matrix(block.title(), layout.of(block), measure, shares, scale))
                        .toList();
    }

    @Override
    public void write(Chart chart) {
        chart.matrix(this);
    }

    /** Blocks have the colours in common. */
    @Override
    public List<String> curveNames() {
        return List.of(measure);
    }

    /** Those of a lone block, row by row. */
    List<OfCell> cells() {
        return layout.blocks().get(0).cells();
    }

    @Nullable
    Estimate shown(OfCell cell) {
        return shares ? cell.learned() : cell.middle();
    }

    @Override
    public String summary() {
        return title + ": "
                + layout.blocks().stream()
                        .flatMap(block -> block.cells().stream())
                        .map(cell -> cell.title() + " " + String.join(", ", words(cell)))
                        .collect(Collectors.joining("; "));
    }

    /** Wide enough for the words, no wider: one column need not go across a page. */
    @Override
    public Box fitted(Paper paper, Box box) {
        double names = layout.rows().stream().mapToDouble(paper::width).max().orElse(0);
        double titles = layout.blocks().stream()
                .mapToDouble(block -> paper.width(block.title()))
                .max()
                .orElse(0);
        double cells = layout.columns().size() * MOST_WIDTH * paper.size();
        double block = Math.max(titles, Math.min(names, box.width() / 3) + cells) + 4 * paper.size();
        int across = Math.min(Figure.MOST_ACROSS, layout.blocks().size());
        double needed = across * block + 8 * paper.size();
        return box.across(box.left(), box.left() + Math.min(box.width(), Math.max(paper.width(title) * 1.2, needed)));
    }

    @Override
    public void draw(Paper paper, Box box) {
        ColorBar bar = new ColorBar(measure, scale, FigureTheme.ramp(FigureTheme.VIRIDIS, COLORS));
        double width = bar.width(paper);
        bar.draw(paper, box.across(box.right() - width, box.right()).inside(0, 0, 0, 2 * paper.line()));
        Box left = box.inside(0, 0, width + 1.5 * paper.size(), 0);
        int across = Math.min(Figure.MOST_ACROSS, layout.blocks().size());
        int down = (layout.blocks().size() + across - 1) / across;
        double gap = GAP * paper.size();
        double blockWidth = (left.width() + gap) / across;
        double blockHeight = (left.height() + gap) / down;
        for (int i = 0; i < layout.blocks().size(); i++) {
            double x = left.left() + i % across * blockWidth;
            double y = left.top() + i / across * blockHeight;
            draw(paper, layout.blocks().get(i), new Box(x, y, x + blockWidth - gap, y + blockHeight - gap));
        }
    }

    private void draw(Paper paper, GridLayout.Block block, Box box) {
        Box body = box;
        if (!block.title().isEmpty()) {
            String words = paper.fitted(block.title(), box.width());
            paper.label(words, box.left(), box.top() + paper.line() / 2, Anchor.START);
            body = box.inside(0, 1.1 * paper.line(), 0, 0);
        }
        Frame frame = frame(paper, body).draw(paper);
        int columns = layout.columns().size();
        for (int i = 0; i < block.cells().size(); i++) {
            int row = layout.rows().size() - 1 - i / columns;
            double x = i % columns;
            Box cell = new Box(
                    Math.rint(frame.x(x - 0.5)),
                    Math.rint(frame.y(row + 0.5)),
                    Math.rint(frame.x(x + 0.5)),
                    Math.rint(frame.y(row - 0.5)));
            OfCell shown = block.cells().get(i);
            paper.canvas().group(shown.title(), () -> draw(paper, shown, cell));
        }
        frame.drawAxes(paper);
    }

    /** Names of columns have to fit their column. */
    private Frame frame(Paper paper, Box box) {
        List<String> reversed = new ArrayList<>(layout.rows());
        Collections.reverse(reversed);
        Axis rows = Axis.rows(layout.rowAxis(), reversed);
        int columns = layout.columns().size();
        Scale scale = Scale.linear(-0.5, columns - 0.5);
        Axis unnamed = new Axis(layout.columnAxis(), scale, 1, count -> List.of());
        double room = Frame.in(box, paper, unnamed, rows).plot().width() / columns - 1.2 * paper.size();
        List<Tick> ticks = IntStream.range(0, columns)
                .mapToObj(
                        column -> new Tick(column, paper.fitted(layout.columns().get(column), room)))
                .toList();
        return Frame.in(
                box,
                paper,
                new Axis(layout.columnAxis(), scale, Math.max(2, columns), count -> Axis.spread(ticks, count)),
                rows);
    }

    private void draw(Paper paper, OfCell cell, Box box) {
        String color = color(cell, paper.theme());
        Box inner = box.width() > 4 && box.height() > 4 ? box.inside(1, 1, 1, 1) : box;
        paper.draw(inner.shape(), Style.filled(color).seamless());
        List<String> lines = words(cell).stream()
                .filter(line -> paper.width(line) < box.width() - paper.size() / 2)
                .limit((long) ((box.height() - paper.size() / 2) / paper.line()))
                .toList();
        String ink = ink(color);
        double y = box.center() - (lines.size() - 1) * paper.line() / 2;
        for (String line : lines) {
            double baseline = y + 0.36 * paper.size();
            paper.canvas().write(new Text(line, box.middle(), baseline, Anchor.MIDDLE, paper.size(), ink, false));
            y += paper.line();
        }
    }

    private String color(OfCell cell, FigureTheme theme) {
        Estimate shown = shown(cell);
        double share = shown == null ? Double.NaN : scale.at(shown.value());
        return Double.isNaN(share)
                ? theme.missing
                : FigureTheme.ramp(FigureTheme.VIRIDIS, COLORS).get(ColorBar.step(share, COLORS));
    }

    private static String ink(String color) {
        return FigureTheme.isLight(color) ? DARK : LIGHT;
    }

    /** The colour of the words in a cell. */
    String ink(OfCell cell, FigureTheme theme) {
        return ink(color(cell, theme));
    }

    /** What is in a cell, the most important first. */
    List<String> words(OfCell cell) {
        Estimate shown = shown(cell);
        if (shown == null) {
            return List.of("none");
        }
        String number =
                shares ? Math.round(shown.value() * cell.runs()) + "/" + cell.runs() : ShortNumber.text(shown.value());
        String interval = shares
                ? percent(shown.low()) + "–" + percent(shown.high()) + " %"
                : ShortNumber.text(shown.low()) + "–" + ShortNumber.text(shown.high());
        return Stream.of(number, Double.isNaN(shown.low()) ? "" : interval)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String percent(double share) {
        return String.valueOf(Math.round(100 * share));
    }
}
