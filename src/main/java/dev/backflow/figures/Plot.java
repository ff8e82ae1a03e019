package dev.backflow.figures;

import dev.backflow.series.Columns;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Panels in the words of lets-plot, whose specifications are maps as its JSON has them. */
final class Plot {

    private static final int MOST_KEYS = 10;

    /** Smaller differences do not get all colours. Of a single level lets-plot wants no less than 1. */
    private static final double LEAST_DECADES = 1;

    private static final String GREY = "; grey: 0 or no number";

    /** Matplotlib's map (van der Walt and Smith, 2015), which grows in lightness and needs no colour vision. */
    static final List<String> VIRIDIS =
            List.of("#440154", "#472d7b", "#3b528b", "#2c728e", "#21918c", "#28ae80", "#5ec962", "#addc30", "#fde725");

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
     * A curve for each column over the epochs. A gap is a gap, and on a logarithmic axis so is what is not positive; a
     * number with gaps on both sides is a dot.
     *
     * @param colors of all columns that this and its sister figures have, by name
     * @param legend the title of the legend; null for none
     */
    Map<String, Object> curves(
            String title, String measure, ValueAxis axis, Columns columns, Map<String, String> colors, String legend) {
        return curves(title, measure, axis, columns, Columns.over(new int[0]), colors, legend);
    }

    /** The same, with circles at what theory expects. */
    Map<String, Object> curves(
            String title,
            String measure,
            ValueAxis axis,
            Columns columns,
            Columns theory,
            Map<String, String> colors,
            String legend) {
        Curves curves = new Curves(columns, axis.places(columns, theory));
        Curves circles = new Curves(theory, axis.places(columns, theory));
        List<String> names = List.copyOf(colors.keySet());
        List<Object> scales = new ArrayList<>();
        scales.add(map(
                "aesthetic",
                "color",
                "values",
                List.copyOf(colors.values()),
                "limits",
                names,
                "breaks",
                keys(names),
                "name",
                legend == null ? "" : legend(legend, names)));
        scales.add(EpochAxis.scale(columns));
        scales.add(axis.scale(measure, columns, theory));
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
        if (!circles.isEmpty()) {
            Map<String, Object> marks = map("geom", "point", "data", circles.dots(), "mapping", mapping);
            marks.putAll(map("shape", 1.0, "size", 4.0, "stroke", 1.2, "tooltips", "none", "show_legend", false));
            layers.add(marks);
        }
        return map(
                "kind",
                "plot",
                "ggtitle",
                map("text", title + (circles.isEmpty() ? "" : " (circles: theory)") + without(curves, columns)),
                "layers",
                layers,
                "scales",
                scales,
                "theme",
                theme(legend == null ? "none" : "right"));
    }

    /** What to add to a title where there is nothing to see. */
    private static String without(Curves curves, Columns columns) {
        if (!curves.isEmpty() || columns.columns().get("epoch").length == 0) {
            return "";
        }
        return new Curves(columns, value -> value).isEmpty() ? ": no number" : ": none above 0";
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
        Map<String, Object> colors = map("aesthetic", "fill", "name", legend, "na_value", theme.missing);
        colors.put("scale_mapper_kind", "color_gradientn");
        colors.put("colors", VIRIDIS);
        DoubleSummaryStatistics levels = levels(data);
        if (levels.getCount() > 0 && levels.getMax() - levels.getMin() < LEAST_DECADES) {
            double middle = (levels.getMax() + levels.getMin()) / 2;
            colors.put("limits", List.of(middle - LEAST_DECADES / 2, middle + LEAST_DECADES / 2));
        }
        scales.add(colors);
        Map<String, Object> horizontal = EpochAxis.scale(columns);
        horizontal.remove("limits");
        horizontal.put("expand", List.of(0, 0));
        scales.add(horizontal);
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
                map("text", data.containsKey("level") && data.get("level").contains(null) ? title + GREY : title),
                "layers",
                layers,
                "scales",
                scales,
                "theme",
                theme(levels.getCount() > 0 ? "right" : "none"));
    }

    private static DoubleSummaryStatistics levels(Map<String, List<Object>> cells) {
        return cells.getOrDefault("level", List.of()).stream()
                .filter(Objects::nonNull)
                .mapToDouble(level -> (double) level)
                .summaryStatistics();
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
    static List<String> keys(List<String> names) {
        if (names.size() <= MOST_KEYS) {
            return names;
        }
        return IntStream.range(0, MOST_KEYS)
                .mapToObj(i -> names.get(i * (names.size() - 1) / (MOST_KEYS - 1)))
                .toList();
    }

    /** Its title, which says so where not all are listed. */
    static String legend(String title, List<String> names) {
        return names.size() <= MOST_KEYS ? title : title + " (" + MOST_KEYS + " of " + names.size() + ")";
    }

    Map<String, Object> theme(String legendPosition) {
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
