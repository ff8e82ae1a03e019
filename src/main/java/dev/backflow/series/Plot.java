package dev.backflow.series;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Panels in the words of lets-plot, whose specifications are maps as its JSON has them. */
final class Plot {

    private static final int MOST_KEYS = 10;

    private final FigureTheme theme;
    private final int textSize;

    /** @param textSize of axes and legends, in pixels */
    Plot(FigureTheme theme, int textSize) {
        this.theme = theme;
        this.textSize = textSize;
    }

    static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    /** Panels side by side. */
    static Map<String, Object> row(List<Map<String, Object>> panels, List<Double> widths) {
        Map<String, Object> layout =
                map("name", "grid", "ncol", panels.size(), "nrow", 1, "widths", widths, "hspace", 10.0, "fit", true);
        return map("kind", "subplots", "layout", layout, "figures", new ArrayList<>(panels));
    }

    /**
     * A curve for each column over the epochs. A gap is a gap, and on a logarithmic axis so is what is not positive; a number
     * with gaps on both sides is a dot.
     *
     * @param legend the title of the legend; null for none
     */
    Map<String, Object> curves(String title, String axis, Columns columns, boolean logarithmic, String legend) {
        Curves curves = new Curves(columns, logarithmic);
        List<String> names = columns.columns().keySet().stream()
                .filter(name -> !name.equals("epoch"))
                .toList();
        List<Object> scales = new ArrayList<>();
        scales.add(map(
                "aesthetic",
                "color",
                "values",
                theme.layerColors(names.size()),
                "limits",
                names,
                "breaks",
                keys(names),
                "name",
                legend == null ? "" : legend));
        scales.add(map("aesthetic", "x", "name", "epoch"));
        scales.add(
                logarithmic
                        ? map("aesthetic", "y", "name", axis, "trans", "log10")
                        : map("aesthetic", "y", "name", axis));
        Map<String, Object> mapping = map("x", "x", "y", "y", "color", "name", "group", "piece");
        List<Object> layers = new ArrayList<>();
        layers.add(map("geom", "line", "data", curves.lines(), "mapping", mapping, "size", 0.8, "tooltips", "none"));
        layers.add(map(
                "geom",
                "point",
                "data",
                curves.dots(),
                "mapping",
                mapping,
                "size",
                2.0,
                "tooltips",
                "none",
                "show_legend",
                curves.lines().get("x").isEmpty()));
        return map(
                "kind",
                "plot",
                "ggtitle",
                map("text", title),
                "layers",
                layers,
                "scales",
                scales,
                "theme",
                theme(legend == null ? "none" : "right"));
    }

    /** Cells of log10 values, a row for each column, the first below; without a positive number a cell is grey. */
    Map<String, Object> cells(String title, String legend, Columns columns) {
        Map<String, Number[]> all = new LinkedHashMap<>(columns.columns());
        Number[] epochs = all.remove("epoch");
        List<String> names = List.copyOf(all.keySet());
        Map<String, List<Object>> data = new LinkedHashMap<>();
        for (int row = 0; row < names.size(); row++) {
            Number[] values = all.get(names.get(row));
            for (int i = 0; i < epochs.length; i++) {
                add(data, "left", border(epochs, i));
                add(data, "right", border(epochs, i + 1));
                add(data, "bottom", row + 0.5);
                add(data, "top", row + 1.5);
                boolean positive = values[i] != null && values[i].doubleValue() > 0;
                add(data, "level", positive ? Math.log10(values[i].doubleValue()) : null);
            }
        }
        int step = (names.size() + 23) / 24;
        List<Integer> shown = IntStream.range(0, names.size())
                .filter(row -> row % step == 0)
                .boxed()
                .toList();
        List<Object> scales = new ArrayList<>();
        scales.add(map(
                "aesthetic",
                "fill",
                "name",
                legend,
                "scale_mapper_kind",
                "viridis",
                "option",
                "viridis",
                "na_value",
                theme.missing));
        scales.add(map("aesthetic", "x", "name", "epoch", "expand", List.of(0, 0)));
        scales.add(map(
                "aesthetic",
                "y",
                "name",
                "layer",
                "expand",
                List.of(0, 0),
                "breaks",
                shown.stream().map(row -> row + 1.0).toList(),
                "labels",
                shown.stream().map(names::get).toList()));
        Map<String, Object> mapping =
                map("xmin", "left", "xmax", "right", "ymin", "bottom", "ymax", "top", "fill", "level");
        List<Object> layers = new ArrayList<>();
        layers.add(map("geom", "rect", "data", data, "mapping", mapping, "size", 0.0, "tooltips", "none"));
        return map(
                "kind",
                "plot",
                "ggtitle",
                map("text", title),
                "layers",
                layers,
                "scales",
                scales,
                "theme",
                theme("right"));
    }

    private static double border(Number[] epochs, int i) {
        double before = i == 0 ? epochs[0].doubleValue() - 0.5 : epochs[i - 1].doubleValue();
        double after = i == epochs.length ? epochs[i - 1].doubleValue() + 0.5 : epochs[i].doubleValue();
        return i == 0 ? before : i == epochs.length ? after : (before + after) / 2;
    }

    static void add(Map<String, List<Object>> data, String column, Object value) {
        data.computeIfAbsent(column, name -> new ArrayList<>()).add(value);
    }

    /** Few enough to be listed: the first, the last, and some between. */
    private static List<String> keys(List<String> names) {
        if (names.size() <= MOST_KEYS) {
            return names;
        }
        return IntStream.range(0, MOST_KEYS)
                .mapToObj(i -> names.get(i * (names.size() - 1) / (MOST_KEYS - 1)))
                .toList();
    }

    private Map<String, Object> theme(String legendPosition) {
        Map<String, Object> line = map("name", "line", "blank", false, "color", theme.grid, "size", 0.6);
        Map<String, Object> axisLine = map("name", "line", "blank", false, "color", theme.ink, "size", 0.8);
        return map(
                "name", "minimal",
                "legend_position", legendPosition,
                "text", map("name", "text", "blank", false, "color", theme.text),
                "axis_text", map("name", "text", "blank", false, "color", theme.ink, "size", textSize),
                "axis_title", map("name", "text", "blank", false, "color", theme.ink, "size", textSize),
                "legend_text", map("name", "text", "blank", false, "color", theme.ink, "size", textSize),
                "legend_title", map("name", "text", "blank", false, "color", theme.ink, "size", textSize),
                "plot_title", map("name", "text", "blank", false, "color", theme.text, "size", textSize + 2),
                "axis_line", axisLine,
                "panel_grid_major", line,
                "panel_grid_minor", "blank",
                "plot_background",
                        map("name", "rect", "blank", false, "fill", theme.ground, "color", theme.ground, "size", 0),
                "legend_background",
                        map("name", "rect", "blank", false, "fill", theme.ground, "color", theme.ground, "size", 0));
    }
}
