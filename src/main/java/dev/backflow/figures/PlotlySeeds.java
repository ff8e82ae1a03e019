package dev.backflow.figures;

import dev.backflow.figures.BandPanel.Band;
import dev.backflow.figures.ExperimentSubject.Estimate;
import dev.backflow.figures.ExperimentSubject.OfCell;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tools.jackson.core.JsonGenerator;

/** What is shown of many seeds as traces of Plotly. */
final class PlotlySeeds {

    private final Plotly chart;
    private final JsonGenerator json;

    PlotlySeeds(Plotly chart) {
        this.chart = chart;
        json = chart.json;
    }

    /** The median as a line, the areas as closed lines, one for each stretch without gaps. */
    void bands(BandPanel panel) {
        boolean alone = panel.bands().size() == 1;
        for (Band band : panel.bands()) {
            if (alone) {
                area(panel, band, "nine of ten seeds", 0, 4, BandPanel.OUTER);
            }
            area(panel, band, alone ? "middle half" : band.name(), 1, 3, panel.inner());
            chart.begin("scatter", alone ? "median" : band.name(), true);
            json.writeStringProperty("mode", panel.epochs().length == 1 ? "markers" : "lines");
            chart.object("line", "color", band.color());
            chart.array("x", () -> DoubleStream.of(panel.epochs()).forEach(epoch -> json.writeNumber((int) epoch)));
            chart.numbers("y", DoubleStream.of(band.median()), panel.axis());
            json.writeEndObject();
        }
        Scale scale = panel.scale();
        chart.axes("epoch", () -> {}, () -> {
            chart.strings("type", scale.logarithmic() ? "log" : "linear", "exponentformat", "e");
            chart.numbers("range", DoubleStream.of(scale.low(), scale.high()), ValueAxis.LINEAR);
        });
    }

    private void area(BandPanel panel, Band band, String name, int low, int high, double opacity) {
        List<int[]> stretches = panel.stretches(band.quantiles()[high]);
        chart.begin("scatter", name, panel.bands().size() == 1);
        chart.strings("mode", "none", "fill", "toself", "fillcolor", transparent(band.color(), opacity));
        json.writeStringProperty("hoverinfo", "skip");
        chart.array(
                "x",
                () -> stretches.forEach(stretch -> around(
                        stretch,
                        row -> json.writeNumber((int) panel.epochs()[row]),
                        row -> json.writeNumber((int) panel.epochs()[row]))));
        chart.array(
                "y",
                () -> stretches.forEach(stretch -> around(
                        stretch,
                        row -> json.writeNumber(band.quantiles()[high][row]),
                        row -> json.writeNumber(panel.drawn(band.quantiles()[low][row])))));
        json.writeEndObject();
    }

    /** Forwards above, backwards below, and a gap. */
    private void around(int[] stretch, Consumer<Integer> above, Consumer<Integer> below) {
        for (int row = stretch[0]; row < stretch[1]; row++) {
            above.accept(row);
        }
        for (int row = stretch[1] - 1; row >= stretch[0]; row--) {
            below.accept(row);
        }
        json.writeNull();
    }

    private static String transparent(String color, double opacity) {
        int rgb = Integer.decode(color);
        return "rgba(%d,%d,%d,%s)".formatted(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff, opacity);
    }

    /** @param keyed whether it has the bar of the colours */
    void matrix(Matrix matrix, boolean keyed) {
        GridLayout layout = matrix.layout();
        int columns = layout.columns().size();
        List<List<OfCell>> rows = IntStream.range(0, layout.rows().size())
                .mapToObj(row -> matrix.cells().subList(row * columns, (row + 1) * columns))
                .toList();
        chart.begin("heatmap", matrix.title(), false);
        chart.strings("colorscale", "Viridis", "texttemplate", "%{text}", "hoverinfo", "text");
        json.writeBooleanProperty("showscale", keyed);
        chart.object("colorbar", () -> chart.object("title", "text", matrix.measure()));
        json.writeNumberProperty("zmin", matrix.scale().low());
        json.writeNumberProperty("zmax", matrix.scale().high());
        json.writeNumberProperty("xgap", 1);
        json.writeNumberProperty("ygap", 1);
        table("z", rows, cell -> {
            Estimate shown = matrix.shown(cell);
            chart.number(shown == null ? Double.NaN : shown.value(), ValueAxis.LINEAR);
        });
        table("text", rows, cell -> json.writeString(String.join("<br>", matrix.words(cell))));
        table("hovertext", rows, cell -> json.writeString(cell.title()));
        json.writeEndObject();
        chart.axes(layout.columnAxis(), () -> places(layout.columns()), () -> {
            chart.object("title", "text", layout.rowAxis());
            places(layout.rows());
            json.writeStringProperty("autorange", "reversed");
        });
    }

    private void table(String name, List<List<OfCell>> rows, Consumer<OfCell> written) {
        chart.array(
                name,
                () -> rows.forEach(row -> {
                    json.writeStartArray();
                    row.forEach(written);
                    json.writeEndArray();
                }));
    }

    /** Names at 0, 1, 2 and so on. */
    private void places(List<String> names) {
        chart.array("tickvals", () -> IntStream.range(0, names.size()).forEach(json::writeNumber));
        chart.texts("ticktext", names);
        json.writeBooleanProperty("showgrid", false);
        json.writeBooleanProperty("zeroline", false);
    }

    /** Rows are 0, 1, 2 and so on downwards. */
    void strips(GainStrips strips) {
        FigureTheme theme = chart.sheet.theme();
        List<OfCell> cells = strips.cells();
        dots(cells, false, GainStrips.untrained(theme));
        dots(cells, true, GainStrips.trained(theme));
        medians(cells, theme.text);
        chart.reference("x", 0);
        chart.axes("log10", () -> json.writeBooleanProperty("zeroline", false), () -> {
            places(cells.stream().map(OfCell::title).toList());
            chart.numbers("range", DoubleStream.of(cells.size() - 0.5, -0.5), ValueAxis.LINEAR);
            json.writeBooleanProperty("automargin", true);
        });
    }

    private void dots(List<OfCell> cells, boolean trained, String color) {
        chart.begin("scatter", trained ? "trained" : "untrained, a dot for each seed", true);
        json.writeStringProperty("mode", "markers");
        chart.object("marker", () -> {
            json.writeStringProperty("color", color);
            json.writeNumberProperty("size", 4);
        });
        chart.numbers(
                "x", cells.stream().flatMapToDouble(cell -> Arrays.stream(gains(cell, trained))), ValueAxis.LINEAR);
        chart.array("y", () -> {
            for (int row = 0; row < cells.size(); row++) {
                for (int seed = 0; seed < gains(cells.get(row), trained).length; seed++) {
                    json.writeNumber(row + GainStrips.below(trained, seed));
                }
            }
        });
        json.writeEndObject();
    }

    private static double[] gains(OfCell cell, boolean trained) {
        return trained ? cell.trained() : cell.untrained();
    }

    private void medians(List<OfCell> cells, String color) {
        chart.begin("scatter", "median", true);
        json.writeStringProperty("mode", "markers");
        chart.object("marker", () -> {
            json.writeStringProperty("symbol", "line-ns-open");
            json.writeNumberProperty("size", 10);
            chart.object("line", () -> json.writeNumberProperty("width", 2));
            json.writeStringProperty("color", color);
        });
        chart.array(
                "x",
                () -> ofMedians(
                        cells, (row, trained) -> json.writeNumber(GainStrips.middle(gains(cells.get(row), trained)))));
        chart.array("y", () -> ofMedians(cells, (row, trained) -> json.writeNumber(row + GainStrips.below(trained))));
        json.writeEndObject();
    }

    @FunctionalInterface
    private interface OfStrip {
        void write(int row, boolean trained);
    }

    private static void ofMedians(List<OfCell> cells, OfStrip each) {
        for (int row = 0; row < cells.size(); row++) {
            for (boolean trained : new boolean[] {false, true}) {
                if (gains(cells.get(row), trained).length > 0) {
                    each.write(row, trained);
                }
            }
        }
    }
}
