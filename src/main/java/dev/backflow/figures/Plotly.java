package dev.backflow.figures;

import dev.backflow.figures.Curves.Curve;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * A figure as Plotly takes it: {@code {"data": traces, "layout": …}}. Traces of one name are in one group of the
 * legend, so that a layer is shown or hidden in all panels.
 *
 * @see <a href="https://plotly.com/javascript/reference/">Plotly's reference</a>
 */
final class Plotly extends Chart {

    private final Set<String> inLegend = new HashSet<>();

    /** What the layout has of each panel, written after all traces. */
    private final List<Runnable> shapes = new ArrayList<>();

    private final List<Runnable> axes = new ArrayList<>();
    private int panel;

    /** The first panel with nothing below it. */
    private int lowest;

    Plotly(OutputStream out, Sheet sheet) {
        super(out, sheet);
    }

    @Override
    void write(Figure figure) {
        json.writeStartObject();
        array(
                "data",
                () -> figure.panels().forEach(each -> {
                    panel++;
                    each.write(this);
                }));
        object("layout", () -> layout(figure));
        json.writeEndObject();
        json.flush();
    }

    /** The axis of a panel: {@code y}, {@code y2} and so on. */
    private static String axis(String name, int panel) {
        return panel == 1 ? name : name + panel;
    }

    @Override
    void lines(Lines lines) {
        for (Curve curve : lines.curves().all()) {
            trace(lines, curve);
        }
        for (Curve curve : lines.curves().all()) {
            if (lines.axis().isDrawable(curve.expected())) {
                theory(lines, curve);
            }
        }
        if (Double.isFinite(lines.reference())) {
            reference("y", lines.reference());
        }
        axes("epoch", () -> {}, () -> heights(lines));
    }

    /** A trace on the axes of the panel, in the legend if it is the first of its name. */
    void begin(String type, String name, boolean keyed) {
        json.writeStartObject();
        strings("type", type, "name", name, "legendgroup", name);
        strings("xaxis", axis("x", panel), "yaxis", axis("y", panel));
        json.writeBooleanProperty("showlegend", keyed && inLegend.add(name));
    }

    private void trace(Lines lines, Curve curve) {
        begin("scatter", curve.name(), true);
        json.writeStringProperty("mode", curve.values().length == 1 ? "markers" : "lines");
        object("line", "color", curve.color(), "dash", curve.dashed() ? "dash" : "solid");
        epochs("x", lines.curves());
        numbers("y", Arrays.stream(curve.values()), lines.axis());
        json.writeEndObject();
    }

    private void theory(Lines lines, Curve curve) {
        begin("scatter", curve.name(), false);
        json.writeStringProperty("mode", "markers");
        object("marker", () -> {
            strings("symbol", "circle-open", "color", curve.color());
            json.writeNumberProperty("size", 9);
        });
        json.writeStringProperty("hovertemplate", "theory: %{y}");
        array("x", () -> json.writeNumber((int) lines.curves().epochs()[0]));
        array("y", () -> json.writeNumber(curve.expected()));
        json.writeEndObject();
    }

    private void heights(Lines lines) {
        object("title", "text", lines.measure());
        json.writeStringProperty("exponentformat", "e");
        switch (lines.axis()) {
            case LINEAR -> json.writeStringProperty("type", "linear");
            case LOGARITHMIC -> json.writeStringProperty("type", "log");
            case SHARE -> numbers("range", DoubleStream.of(-0.03, 1.03), ValueAxis.LINEAR);
        }
    }

    /** Colours are linear there: those of powers of ten. */
    @Override
    void cells(Cells cells) {
        json.writeStartObject();
        strings("type", "heatmap", "colorscale", "Viridis", "xaxis", axis("x", panel), "yaxis", axis("y", panel));
        json.writeBooleanProperty("hoverongaps", false);
        epochs("x", cells.curves());
        texts("y", cells.curves().names());
        array("z", () -> cells.curves().all().forEach(this::exponents));
        object("colorbar", () -> {
            object("title", "text", cells.measure());
            json.writeStringProperty("tickprefix", "1e");
            json.writeNumberProperty("dtick", 1);
        });
        json.writeEndObject();
        axes("epoch", () -> {}, () -> json.writeStringProperty("type", "category"));
    }

    private void exponents(Curve curve) {
        json.writeStartArray();
        Arrays.stream(curve.values()).forEach(value -> number(exponent(value), ValueAxis.LINEAR));
        json.writeEndArray();
    }

    /** NaN where there is none. */
    private static double exponent(double value) {
        return value > 0 ? StrictMath.log10(value) : Double.NaN;
    }

    @Override
    void bands(BandPanel bands) {
        new PlotlySeeds(this).bands(bands);
    }

    @Override
    void matrix(Matrix matrix) {
        new PlotlySeeds(this).matrix(matrix, panel == 1);
    }

    @Override
    void strips(GainStrips strips) {
        new PlotlySeeds(this).strips(strips);
    }

    private void layout(Figure figure) {
        FigureTheme theme = sheet.theme();
        Panel first = figure.panels().get(0);
        boolean colors = first instanceof Cells || first instanceof Matrix;
        json.writeNumberProperty("width", sheet.width());
        json.writeNumberProperty("height", sheet.height());
        strings("paper_bgcolor", theme.ground, "plot_bgcolor", colors ? theme.missing : theme.ground);
        object("font", "color", theme.ink);
        Figure.Head head = figure.head();
        if (head != null) {
            object("title", "text", titled(head.title(), head.note()));
        }
        object("grid", () -> {
            json.writeNumberProperty("rows", figure.rows());
            json.writeNumberProperty("columns", figure.columns());
            json.writeStringProperty("pattern", "independent");
        });
        array("annotations", () -> {
            for (int i = 0; i < figure.panels().size(); i++) {
                title(figure.panels().get(i), i + 1);
            }
        });
        array("shapes", () -> shapes.forEach(Runnable::run));
        axes.forEach(Runnable::run);
    }

    private static String titled(String title, String note) {
        return title + (note.isEmpty() ? "" : "<br><sup>" + note + "</sup>");
    }

    private void title(Panel shown, int number) {
        json.writeStartObject();
        strings("text", titled(shown.title(), shown.note()), "align", "left");
        strings("xref", axis("x", number) + " domain", "yref", axis("y", number) + " domain");
        strings("xanchor", "left", "yanchor", "bottom");
        json.writeNumberProperty("x", 0);
        json.writeNumberProperty("y", 1.02);
        json.writeBooleanProperty("showarrow", false);
        json.writeEndObject();
    }

    /** A dashed line across the panel where {@code along}, x or y, has a value. */
    void reference(String along, double value) {
        int number = panel;
        String across = along.equals("y") ? "x" : "y";
        shapes.add(() -> {
            json.writeStartObject();
            strings(
                    "type",
                    "line",
                    across + "ref",
                    axis(across, number) + " domain",
                    along + "ref",
                    axis(along, number));
            json.writeNumberProperty(across + "0", 0);
            json.writeNumberProperty(across + "1", 1);
            json.writeNumberProperty(along + "0", value);
            json.writeNumberProperty(along + "1", value);
            object("line", () -> {
                strings("color", sheet.theme().ink, "dash", "dash");
                json.writeNumberProperty("width", 1);
            });
            json.writeEndObject();
        });
    }

    /** The axes of the panel, with what else is to be said of each. */
    void axes(String across, Runnable x, Runnable y) {
        int number = panel;
        axes.add(() -> {
            object(axis("xaxis", number), () -> {
                object("title", "text", number < lowest ? "" : across);
                json.writeStringProperty("gridcolor", sheet.theme().grid);
                x.run();
            });
            object(axis("yaxis", number), () -> {
                json.writeStringProperty("gridcolor", sheet.theme().grid);
                y.run();
            });
        });
    }
}
