package dev.backflow.figures;

import static dev.backflow.figures.Plot.add;
import static dev.backflow.figures.Plot.map;

import dev.backflow.runs.PlaneExamples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Predictions as the ground of the plane and examples upon it. A class has its shape besides its colour; two neighbouring
 * colours and shapes come together again after 40 classes only.
 */
final class Boundary {

    private static final int MOST_POINTS = 300;
    private static final double FAINT = 0.38;

    /** Beyond it, one unit of one feature and one of the other are not drawn equally long. */
    private static final double MOST_STRETCH = 3;

    /** Filled circle, triangle and square, cross and plus. */
    private static final List<Integer> SHAPES = List.of(16, 17, 15, 4, 3);

    private final DecisionGrid grid;
    private final PlaneExamples examples;
    private final Plot plot;
    private final FigureTheme theme;
    private final List<String> names;
    private final List<String> colors;

    Boundary(DecisionGrid grid, PlaneExamples examples, Plot plot, FigureTheme theme) {
        this.grid = grid;
        this.examples = examples;
        this.plot = plot;
        this.theme = theme;
        names = examples.classNames();
        colors = FigureTheme.classColors(names.size());
    }

    Map<String, Object> panel(int epoch) {
        List<Object> layers = new ArrayList<>();
        layers.add(ground());
        layers.addAll(points());
        List<Object> scales = new ArrayList<>(List.of(fill(), axis(0), axis(1)));
        scales.addAll(names.isEmpty() ? List.of(values("color", "none")) : classes());
        Map<String, Object> panel =
                map("kind", "plot", "ggtitle", map("text", title(epoch)), "layers", layers, "scales", scales);
        double stretch = (grid.high[0] - grid.low[0]) / (grid.high[1] - grid.low[1]);
        if (Math.max(stretch, 1 / stretch) <= MOST_STRETCH) {
            panel.put("coord", map("name", "fixed", "ratio", 1.0));
        }
        panel.put("theme", plot.theme("right"));
        return panel;
    }

    private String title(int epoch) {
        int count = examples.points().length;
        String shown = count > MOST_POINTS ? "; " + MOST_POINTS + " of " + count + " examples" : "";
        long missing = Math.round(100 * grid.missing());
        String gaps = grid.missing() == 0 ? "" : "; no number in " + (missing == 0 ? "< 1" : missing) + " % (grey)";
        return (epoch == 0 ? "Untrained network" : "Prediction after epoch " + epoch) + shown + gaps;
    }

    private Map<String, Object> ground() {
        Map<String, List<Object>> data = new LinkedHashMap<>();
        List<DecisionGrid.Shape> shapes = new ArrayList<>();
        if (!grid.ofClasses()) { // points below all others: lets-plot finds no scale for one number or none
            for (double end : List.of(grid.least(), grid.most())) {
                shapes.add(new DecisionGrid.Shape(grid.low[0], grid.low[0], grid.low[1], grid.low[1], end));
            }
        }
        shapes.addAll(grid.shapes());
        for (DecisionGrid.Shape shape : shapes) {
            add(data, "left", shape.left());
            add(data, "right", shape.right());
            add(data, "bottom", shape.bottom());
            add(data, "top", shape.top());
            Object level = shape.level();
            add(data, "level", level != null && grid.ofClasses() ? name(shape.level()) : level);
        }
        Map<String, Object> mapping =
                map("xmin", "left", "xmax", "right", "ymin", "bottom", "ymax", "top", "fill", "level");
        return map("geom", "rect", "data", data, "mapping", mapping, "size", 0.0, "tooltips", "none");
    }

    /** A network may have more outputs than there are classes. */
    private String name(double level) {
        int number = (int) level;
        return number < names.size() ? names.get(number) : String.valueOf(number);
    }

    /** Each upon a larger one in the colour of the ground, to stand out from all colours. */
    private List<Object> points() {
        Map<String, List<Object>> data = new LinkedHashMap<>();
        int count = Math.min(MOST_POINTS, examples.points().length);
        for (int i = 0; i < count; i++) {
            int row = (int) ((long) i * examples.points().length / count);
            add(data, "x", examples.points()[row][0]);
            add(data, "y", examples.points()[row][1]);
            double target = examples.targets()[row];
            add(data, "target", names.isEmpty() ? (Object) target : name(target));
        }
        Map<String, Object> mapping = map("x", "x", "y", "y");
        if (!names.isEmpty()) {
            mapping.put("shape", "target");
        }
        Map<String, Object> above = map("color", "target");
        above.putAll(mapping);
        String halo = names.isEmpty() ? theme.text : theme.ground;
        return List.of(
                point(data, mapping, 3.4, map("color", halo, "show_legend", false)),
                point(data, above, 2.2, map("show_legend", !names.isEmpty())));
    }

    private static Map<String, Object> point(
            Map<String, List<Object>> data, Map<String, Object> mapping, double size, Map<String, Object> more) {
        Map<String, Object> layer =
                map("geom", "point", "data", data, "mapping", mapping, "size", size, "tooltips", "none");
        layer.putAll(more);
        return layer;
    }

    private Map<String, Object> fill() {
        if (!grid.ofClasses()) {
            return values("fill", "colorbar");
        }
        return map(
                "aesthetic",
                "fill",
                "values",
                colors.stream().map(color -> theme.faint(color, FAINT)).toList(),
                "limits",
                names,
                "na_value",
                theme.missing,
                "guide",
                "none");
    }

    /** Of one output, and of the targets beside it. */
    private Map<String, Object> values(String aesthetic, String guide) {
        List<String> ramp = names.isEmpty()
                ? Plot.VIRIDIS
                : List.of(
                        theme.faint(colors.get(0), 0.75),
                        theme.faint(theme.text, 0.06),
                        theme.faint(colors.get(1), 0.75));
        return map(
                "aesthetic",
                aesthetic,
                "scale_mapper_kind",
                "color_gradientn",
                "colors",
                ramp,
                "limits",
                List.of(grid.least(), grid.most()),
                "na_value",
                theme.missing,
                "name",
                "prediction",
                "guide",
                guide);
    }

    private List<Object> classes() {
        List<String> keys = Plot.keys(names);
        List<Object> strong =
                colors.stream().map(theme::strong).map(Object.class::cast).toList();
        List<Object> shapes = IntStream.range(0, names.size())
                .mapToObj(k -> (Object) SHAPES.get(k % SHAPES.size()))
                .toList();
        String title = Plot.legend("target", names);
        return List.of(
                map("aesthetic", "color", "values", strong, "limits", names, "breaks", keys, "name", title),
                map("aesthetic", "shape", "values", shapes, "limits", names, "breaks", keys, "name", title));
    }

    private Map<String, Object> axis(int axis) {
        return map(
                "aesthetic",
                axis == 0 ? "x" : "y",
                "name",
                examples.names().get(axis),
                "limits",
                List.of(grid.low[axis], grid.high[axis]),
                "expand",
                List.of(0, 0));
    }
}
