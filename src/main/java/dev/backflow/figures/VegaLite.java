package dev.backflow.figures;

import dev.backflow.figures.Curves.Curve;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A figure as a Vega-Lite specification: a view for each panel, each with its own rows {@code {"epoch", "curve",
 * "value"}}.
 */
final class VegaLite extends Chart {

    private static final String SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json";

    /** In pixels, what a view needs beside its plot: axis, title, legend. */
    private static final int ASIDE = 150;

    private static final int ABOVE = 90;
    private static final int LEAST = 100;
    private static final int FEW_EPOCHS = 20;

    private List<String> keyed = List.of();
    private int columns = 1;

    VegaLite(OutputStream out, FigureRequest request) {
        super(out, request);
    }

    @Override
    void write(Figure figure) {
        columns = figure.columns();
        json.writeStartObject();
        strings("$schema", SCHEMA, "background", request.theme().ground);
        config();
        json.writeNumberProperty("columns", columns);
        json.writeArrayPropertyStart("concat");
        for (int i = 0; i < figure.panels().size(); i++) {
            boolean last = i == figure.panels().size() - 1;
            keyed = last ? List.of() : figure.panels().get(i + 1).curveNames();
            figure.panels().get(i).write(this);
        }
        json.writeEndArray();
        json.writeName("resolve");
        json.writeStartObject();
        object("scale", "color", "independent");
        json.writeEndObject();
        json.writeEndObject();
        json.flush();
    }

    private void config() {
        FigureTheme theme = request.theme();
        json.writeName("config");
        json.writeRawValue("""
                {"axis":{"gridColor":"%1$s","domainColor":"%2$s","tickColor":"%2$s","labelColor":"%2$s","titleColor":"%2$s"},\
                "legend":{"labelColor":"%2$s","titleColor":"%2$s"},\
                "title":{"color":"%3$s","subtitleColor":"%2$s","anchor":"start"},\
                "view":{"stroke":"%1$s"}}""".formatted(theme.grid, theme.ink, theme.text));
    }

    private void head(Panel panel) {
        object("title", "text", panel.title(), "subtitle", panel.note());
        json.writeNumberProperty("width", Math.max(LEAST, request.width() / columns - ASIDE));
        json.writeNumberProperty("height", Math.max(LEAST, request.height() - ABOVE));
    }

    @Override
    void lines(Lines lines) {
        json.writeStartObject();
        head(lines);
        rows(lines);
        json.writeArrayPropertyStart("layer");
        curves(lines);
        if (hasTheory(lines)) {
            theory(lines);
        }
        if (Double.isFinite(lines.reference())) {
            reference(lines.reference());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void rows(Lines lines) {
        Curves curves = lines.curves();
        json.writeObjectPropertyStart("data");
        json.writeArrayPropertyStart("values");
        for (Curve curve : curves.all()) {
            for (int i = 0; i < curve.values().length; i++) {
                row(curves.epochs()[i], curve.name(), curve.values()[i], lines.axis());
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void row(double epoch, String curve, double value, ValueAxis axis) {
        json.writeStartObject();
        json.writeNumberProperty("epoch", (int) epoch);
        json.writeStringProperty("curve", curve);
        json.writeName("value");
        number(value, axis);
        json.writeEndObject();
    }

    private void curves(Lines lines) {
        json.writeStartObject();
        json.writeObjectPropertyStart("mark");
        json.writeStringProperty("type", "line");
        json.writeBooleanProperty("point", lines.curves().epochs().length <= FEW_EPOCHS);
        json.writeEndObject();
        json.writeObjectPropertyStart("encoding");
        place(lines);
        color(lines.curves());
        dash(lines.curves());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void place(Lines lines) {
        json.writeName("x");
        json.writeRawValue("""
                {"field":"epoch","type":"quantitative","title":"epoch","axis":{"tickMinStep":1,"format":"d"}}""");
        json.writeObjectPropertyStart("y");
        strings("field", "value", "type", "quantitative", "title", lines.measure());
        json.writeName("scale");
        json.writeRawValue(
                switch (lines.axis()) {
                    case LINEAR -> "{\"zero\":false}";
                    case LOGARITHMIC -> "{\"type\":\"log\"}";
                    case SHARE -> "{\"domain\":[0,1]}";
                });
        if (lines.axis() == ValueAxis.LOGARITHMIC) {
            object("axis", "format", "~e");
        }
        json.writeEndObject();
    }

    private void color(Curves curves) {
        json.writeObjectPropertyStart("color");
        strings("field", "curve", "type", "nominal", "title", "");
        json.writeObjectPropertyStart("scale");
        texts("domain", curves.names());
        texts("range", curves.all().stream().map(Curve::color).toList());
        json.writeEndObject();
        if (keyed.equals(curves.names())) {
            json.writeNullProperty("legend"); // the next panel has it
        }
        json.writeEndObject();
    }

    private void dash(Curves curves) {
        List<String> dashed =
                curves.all().stream().filter(Curve::dashed).map(Curve::name).toList();
        if (dashed.isEmpty()) {
            return;
        }
        json.writeObjectPropertyStart("strokeDash");
        json.writeObjectPropertyStart("condition");
        json.writeObjectPropertyStart("test");
        json.writeStringProperty("field", "curve");
        texts("oneOf", dashed);
        json.writeEndObject();
        json.writeName("value");
        json.writeRawValue("[4,4]");
        json.writeEndObject();
        json.writeName("value");
        json.writeRawValue("[1,0]");
        json.writeEndObject();
    }

    /** Circles at the first epoch. */
    private void theory(Lines lines) {
        json.writeStartObject();
        json.writeObjectPropertyStart("data");
        json.writeArrayPropertyStart("values");
        for (Curve curve : lines.curves().all()) {
            if (lines.axis().isDrawable(curve.expected())) {
                row(lines.curves().epochs()[0], curve.name(), curve.expected(), lines.axis());
            }
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeName("mark");
        json.writeRawValue("{\"type\":\"point\",\"size\":70}");
        json.writeObjectPropertyStart("encoding");
        place(lines);
        color(lines.curves());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void reference(double value) {
        json.writeRawValue("""
                {"mark":{"type":"rule","color":"%s","strokeDash":[4,4]},"encoding":{"y":{"datum":%s}}}""".formatted(request.theme().ink, value));
    }

    @Override
    void cells(Cells cells) {
        Curves curves = cells.curves();
        json.writeStartObject();
        head(cells);
        object("view", "fill", request.theme().missing);
        json.writeObjectPropertyStart("data");
        json.writeArrayPropertyStart("values");
        for (Curve curve : curves.all()) {
            for (int i = 0; i < curve.values().length; i++) {
                cell(curves, i, curve);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeStringProperty("mark", "rect");
        json.writeObjectPropertyStart("encoding");
        json.writeName("x");
        json.writeRawValue("""
                {"field":"from","type":"quantitative","title":"epoch","axis":{"tickMinStep":1,"format":"d"},\
                "scale":{"zero":false,"nice":false}}""");
        object("x2", "field", "to");
        rowsOfLayers(curves);
        json.writeObjectPropertyStart("color");
        strings("field", "value", "type", "quantitative", "title", cells.measure());
        object("scale", "type", "log", "scheme", "viridis");
        object("legend", "format", "~e");
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }

    private void cell(Curves curves, int i, Curve curve) {
        json.writeStartObject();
        json.writeNumberProperty("epoch", (int) curves.epochs()[i]);
        json.writeNumberProperty("from", curves.border(i));
        json.writeNumberProperty("to", curves.border(i + 1));
        json.writeStringProperty("curve", curve.name());
        json.writeName("value");
        number(curve.values()[i], ValueAxis.LOGARITHMIC);
        json.writeEndObject();
    }

    /** The first layer below. */
    private void rowsOfLayers(Curves curves) {
        List<String> downwards = new ArrayList<>(curves.names());
        Collections.reverse(downwards);
        json.writeObjectPropertyStart("y");
        strings("field", "curve", "type", "nominal", "title", "layer");
        texts("sort", downwards);
        json.writeEndObject();
    }
}
