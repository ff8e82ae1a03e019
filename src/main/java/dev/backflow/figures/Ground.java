package dev.backflow.figures;

import dev.backflow.figures.Canvas.Style;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Predictions as the ground of the plane and examples upon it. A class has its shape besides its colour; two
 * neighbouring colours and shapes come together again after 40 classes only.
 */
record Ground(String title, DecisionGrid grid, Plane examples) implements Panel {

    private static final double FAINT = 0.38;

    /** Beyond it, one unit of one feature and one of the other are not drawn equally long. */
    private static final double MOST_STRETCH = 3;

    private static final double GAP = 1.5;

    private List<String> names() {
        return examples.classes();
    }

    @Override
    public String note() {
        int points = examples.points().length;
        String shown = examples.count() > points ? points + " of " + examples.count() + " examples" : "";
        long missing = Math.round(100 * grid.missing());
        String gaps = grid.missing() == 0 ? "" : "no number in " + (missing == 0 ? "< 1" : missing) + " % (grey)";
        return shown + (shown.isEmpty() || gaps.isEmpty() ? "" : "; ") + gaps;
    }

    @Override
    public String summary() {
        String axes = String.join(" and ", examples.features());
        return title + " over " + axes + ", with " + examples.count() + " examples";
    }

    @Override
    public Box fitted(Paper paper, Box box) {
        double stretch = (grid.high[0] - grid.low[0]) / (grid.high[1] - grid.low[1]);
        if (Math.max(stretch, 1 / stretch) > MOST_STRETCH) {
            return box;
        }
        Box plot = frame(paper, box).plot();
        double width = Math.min(plot.width(), plot.height() * stretch);
        double across = (plot.width() - width) / 2;
        return box.inside(across, 0, across, plot.height() - width / stretch);
    }

    private Frame frame(Paper paper, Box box) {
        double legend = legend(paper).width(paper) + GAP * paper.size();
        return Frame.in(box.inside(0, 0, legend, 0), paper, axis(0), axis(1));
    }

    private Axis axis(int axis) {
        return Axis.of(examples.features().get(axis), Scale.linear(grid.low[axis], grid.high[axis]));
    }

    private ClassLegend legend(Paper paper) {
        FigureTheme theme = paper.theme();
        List<String> colors = FigureTheme.classColors(names().size()).stream()
                .map(theme::strong)
                .toList();
        ColorBar bar = grid.ofClasses() ? null : new ColorBar("prediction", grid.scale(), levels(theme));
        return new ClassLegend(bar, names(), colors);
    }

    /** The colour of each level of the ground. */
    private List<String> levels(FigureTheme theme) {
        List<String> classes = FigureTheme.classColors(Math.max(2, names().size()));
        if (grid.ofClasses()) {
            return classes.stream().map(color -> theme.faint(color, FAINT)).toList();
        }
        Stream<String> sides = Stream.of(
                theme.faint(classes.get(0), 0.75), theme.faint(theme.text, 0.06), theme.faint(classes.get(1), 0.75));
        return FigureTheme.ramp(names().isEmpty() ? FigureTheme.VIRIDIS : sides.toList(), DecisionGrid.STEPS);
    }

    @Override
    public void draw(Paper paper, Box box) {
        Frame frame = frame(paper, box).draw(paper);
        Box plot = frame.plot();
        AffineTransform place = AffineTransform.getTranslateInstance(plot.left(), plot.bottom());
        place.scale(plot.width() / (grid.high[0] - grid.low[0]), -plot.height() / (grid.high[1] - grid.low[1]));
        place.translate(-grid.low[0], -grid.low[1]);
        List<String> levels = levels(paper.theme());
        grid.shapes().forEach((level, shape) -> {
            boolean known = level >= 0 && level < levels.size();
            String color = known ? levels.get(level) : paper.theme().missing;
            paper.draw(place.createTransformedShape(shape), Style.filled(color).seamless());
        });
        Shape boundary = place.createTransformedShape(grid.boundary());
        paper.canvas()
                .group(
                        "where the decision changes",
                        () -> paper.draw(boundary, Style.line(paper.theme().text, paper.size() / 12)));
        drawPoints(paper, frame);
        frame.drawAxes(paper);
        legend(paper)
                .draw(
                        paper,
                        box.across(plot.right() + GAP * paper.size(), box.right())
                                .down(plot.top(), plot.bottom()));
    }

    private void drawPoints(Paper paper, Frame frame) {
        double radius = paper.size() / 4;
        Map<Integer, Path2D> shapes = new TreeMap<>();
        for (int i = 0; i < examples.points().length; i++) {
            float[] point = examples.points()[i];
            float target = examples.targets()[i];
            int kind = names().isEmpty() ? grid.step(target) : (int) target;
            Shape marker = Marker.shape(names().isEmpty() ? 0 : kind, frame.x(point[0]), frame.y(point[1]), radius);
            shapes.computeIfAbsent(kind, key -> new Path2D.Double()).append(marker, false);
        }
        List<String> colors =
                names().isEmpty() ? levels(paper.theme()) : legend(paper).colors();
        String edge = names().isEmpty() ? paper.theme().text : paper.theme().ground;
        shapes.forEach((kind, shape) -> {
            String name = names().isEmpty() ? "examples" : names().get(kind);
            Style style = Style.filled(kind < 0 ? paper.theme().missing : colors.get(kind))
                    .edged(edge, radius / 4);
            paper.canvas().group(name, () -> paper.draw(shape, style));
        });
    }
}
