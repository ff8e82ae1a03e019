package dev.backflow.figures;

import dev.backflow.figures.Curves.Curve;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Curves over epochs as a view of Vega-Lite, of rows {@code {"epoch", "curve", "value"}}. */
final class VegaLiteLines {

    private static final int FEW_EPOCHS = 20;

    private final VegaLite chart;
    private final JsonGenerator json;
    private final Lines lines;
    private final Curves curves;

    VegaLiteLines(VegaLite chart, Lines lines) {
        this.chart = chart;
        this.lines = lines;
        json = chart.json;
        curves = lines.curves();
    }

    void write() {
        chart.view(
                lines,
                this::rows,
                () -> chart.array("layer", () -> {
                    curves();
                    if (Chart.hasTheory(lines)) {
                        theory();
                    }
                    if (Double.isFinite(lines.reference())) {
                        reference(lines.reference());
                    }
                }));
    }

    private void rows() {
        for (Curve curve : curves.all()) {
            for (int i = 0; i < curve.values().length; i++) {
                row(curves.epochs()[i], curve.name(), curve.values()[i]);
            }
        }
    }

    private void row(double epoch, String curve, double value) {
        json.writeStartObject();
        json.writeNumberProperty("epoch", (int) epoch);
        json.writeStringProperty("curve", curve);
        json.writeName("value");
        chart.number(value, lines.axis());
        json.writeEndObject();
    }

    private void curves() {
        json.writeStartObject();
        chart.object("mark", () -> {
            json.writeStringProperty("type", "line");
            json.writeBooleanProperty("point", curves.epochs().length <= FEW_EPOCHS);
        });
        chart.object("encoding", () -> {
            place();
            color();
            dash();
        });
        json.writeEndObject();
    }

    private void place() {
        chart.raw("x", VegaLite.EPOCHS);
        chart.object("y", () -> {
            chart.strings("field", "value", "type", "quantitative", "title", lines.measure());
            chart.raw(
                    "scale",
                    switch (lines.axis()) {
                        case LINEAR -> "{\"zero\":false}";
                        case LOGARITHMIC -> "{\"type\":\"log\"}";
                        case SHARE -> "{\"domain\":[0,1]}";
                    });
            if (lines.axis() == ValueAxis.LOGARITHMIC) {
                chart.object("axis", "format", "~e");
            }
        });
    }

    private void color() {
        chart.object("color", () -> {
            chart.strings("field", "curve", "type", "nominal", "title", "");
            chart.object("scale", () -> {
                chart.texts("domain", curves.names());
                chart.texts("range", curves.all().stream().map(Curve::color).toList());
            });
            if (chart.isKeyedBelow(curves.names())) {
                json.writeNullProperty("legend");
            }
        });
    }

    private void dash() {
        List<String> dashed =
                curves.all().stream().filter(Curve::dashed).map(Curve::name).toList();
        if (dashed.isEmpty()) {
            return;
        }
        chart.object("strokeDash", () -> {
            chart.object("condition", () -> {
                chart.object("test", () -> {
                    json.writeStringProperty("field", "curve");
                    chart.texts("oneOf", dashed);
                });
                chart.raw("value", "[4,4]");
            });
            chart.raw("value", "[1,0]");
        });
    }

    /** Circles at the first epoch. */
    private void theory() {
        json.writeStartObject();
        chart.object(
                "data",
                () -> chart.array("values", () -> {
                    for (Curve curve : curves.all()) {
                        if (lines.axis().isDrawable(curve.expected())) {
                            row(curves.epochs()[0], curve.name(), curve.expected());
                        }
                    }
                }));
        chart.raw("mark", "{\"type\":\"point\",\"size\":70}");
        chart.object("encoding", () -> {
            place();
            color();
        });
        json.writeEndObject();
    }

    private void reference(double value) {
        json.writeRawValue("""
                {"mark":{"type":"rule","color":"%s","strokeDash":[4,4]},"encoding":{"y":{"datum":%s}}}""".formatted(chart.sheet.theme().ink, value));
    }
}
