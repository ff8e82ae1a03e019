package dev.backflow.figures;

import dev.backflow.figures.Curves.Curve;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HashSet;
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
    private int panel;

    Plotly(OutputStream out, FigureRequest request) {
        super(out, request);
    }

    @Override
    void write(Figure figure) {
        json.writeStartObject();
        json.writeArrayPropertyStart("data");
        figure.panels().forEach(each -> {
            panel++;
            each.write(this);
        });
        json.writeEndArray();
        json.writeObjectPropertyStart("layout");
        layout(figure);
        json.writeEndObject();
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
    }

    private void begin(Curve curve, String mode, boolean keyed) {
        json.writeStartObject();
        strings(
                "type",
                "scatter",
                "mode",
                mode,
                "name",
                curve.name(),
                "legendgroup",
                curve.name(),
                "xaxis",
                axis("x", panel),
                "yaxis",
                axis("y", panel));
        json.writeBooleanProperty("showlegend", keyed);
    }

    private void trace(Lines lines, Curve curve) {
        boolean few = curve.values().length == 1;
        begin(curve, few ? "markers" : "lines", inLegend.add(curve.name()));
        object("line", "color", curve.color(), "dash", curve.dashed() ? "dash" : "solid");
        epochs("x", lines.curves());
        numbers("y", Arrays.stream(curve.values()), lines.axis());
        json.writeEndObject();
    }

    private void theory(Lines lines, Curve curve) {
        begin(curve, "markers", false);
        json.writeObjectPropertyStart("marker");
        strings("symbol", "circle-open", "color", curve.color());
        json.writeNumberProperty("size", 9);
        json.writeEndObject();
        json.writeStringProperty("hovertemplate", "theory: %{y}");
        json.writeArrayPropertyStart("x");
        json.writeNumber((int) lines.curves().epochs()[0]);
        json.writeEndArray();
        json.writeArrayPropertyStart("y");
        json.writeNumber(curve.expected());
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Colours are linear there: those of powers of ten. */
    @Override
    void cells(Cells cells) {
        json.writeStartObject();
        strings("type", "heatmap", "colorscale", "Viridis", "xaxis", axis("x", panel), "yaxis", axis("y", panel));
        json.writeBooleanProperty("hoverongaps", false);
        epochs("x", cells.curves());
        texts("y", cells.curves().names());
        json.writeArrayPropertyStart("z");
        for (Curve curve : cells.curves().all()) {
            json.writeStartArray();
            Arrays.stream(curve.values()).forEach(value -> number(exponent(value), ValueAxis.LINEAR));
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeObjectPropertyStart("colorbar");
        object("title", "text", cells.measure());
        json.writeStringProperty("tickprefix", "1e");
        json.writeNumberProperty("dtick", 1);
        json.writeEndObject();
        json.writeEndObject();
    }

    /** NaN where there is none. */
    private static double exponent(double value) {
        return value > 0 ? StrictMath.log10(value) : Double.NaN;
    }

    private void layout(Figure figure) {
        FigureTheme theme = request.theme();
        json.writeNumberProperty("width", request.width());
        json.writeNumberProperty("height", request.height());
        strings(
                "paper_bgcolor",
                theme.ground,
                "plot_bgcolor",
                figure.panels().get(0) instanceof Cells ? theme.missing : theme.ground);
        object("font", "color", theme.ink);
        grid(figure);
        json.writeArrayPropertyStart("annotations");
        for (int i = 0; i < figure.panels().size(); i++) {
            title(figure.panels().get(i), i + 1);
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("shapes");
        for (int i = 0; i < figure.panels().size(); i++) {
            if (figure.panels().get(i) instanceof Lines lines && Double.isFinite(lines.reference())) {
                reference(lines.reference(), i + 1);
            }
        }
        json.writeEndArray();
        for (int i = 0; i < figure.panels().size(); i++) {
            axes(figure.panels().get(i), i + 1);
        }
    }

    private void grid(Figure figure) {
        json.writeObjectPropertyStart("grid");
        int columns = figure.columns();
        json.writeNumberProperty("rows", (figure.panels().size() + columns - 1) / columns);
        json.writeNumberProperty("columns", columns);
        json.writeStringProperty("pattern", "independent");
        json.writeEndObject();
    }

    private void title(Panel shown, int number) {
        json.writeStartObject();
        String note = shown.note().isEmpty() ? "" : "<br><sup>" + shown.note() + "</sup>";
        strings(
                "text",
                shown.title() + note,
                "xref",
                axis("x", number) + " domain",
                "yref",
                axis("y", number) + " domain",
                "xanchor",
                "left",
                "yanchor",
                "bottom",
                "align",
                "left");
        json.writeNumberProperty("x", 0);
        json.writeNumberProperty("y", 1.02);
        json.writeBooleanProperty("showarrow", false);
        json.writeEndObject();
    }

    private void reference(double value, int number) {
        json.writeStartObject();
        strings("type", "line", "xref", axis("x", number) + " domain", "yref", axis("y", number));
        json.writeNumberProperty("x0", 0);
        json.writeNumberProperty("x1", 1);
        json.writeNumberProperty("y0", value);
        json.writeNumberProperty("y1", value);
        json.writeObjectPropertyStart("line");
        strings("color", request.theme().ink, "dash", "dash");
        json.writeNumberProperty("width", 1);
        json.writeEndObject();
        json.writeEndObject();
    }

    private void axes(Panel shown, int number) {
        json.writeObjectPropertyStart(axis("xaxis", number));
        object("title", "text", "epoch");
        json.writeStringProperty("gridcolor", request.theme().grid);
        json.writeEndObject();
        json.writeObjectPropertyStart(axis("yaxis", number));
        json.writeStringProperty("gridcolor", request.theme().grid);
        if (shown instanceof Lines lines) {
            object("title", "text", lines.measure());
            json.writeStringProperty("exponentformat", "e");
            switch (lines.axis()) {
                case LINEAR -> json.writeStringProperty("type", "linear");
                case LOGARITHMIC -> json.writeStringProperty("type", "log");
                case SHARE -> numbers("range", DoubleStream.of(-0.03, 1.03), ValueAxis.LINEAR);
            }
        } else {
            json.writeStringProperty("type", "category");
        }
        json.writeEndObject();
    }
}
