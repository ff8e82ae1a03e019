package dev.backflow.figures;

import dev.backflow.figures.Curves.Curve;
import dev.backflow.figures.ExperimentSubject.Estimate;
import dev.backflow.figures.ExperimentSubject.OfCell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Rectangles in the colours of numbers as a view of Vega-Lite. */
final class VegaLiteColors {

    /** In pixels, what two lines of words need. */
    private static final int TWO_LINES = 30;

    private final VegaLite chart;
    private final JsonGenerator json;

    VegaLiteColors(VegaLite chart) {
        this.chart = chart;
        json = chart.json;
    }

    /** Of rows {@code {"epoch", "from", "to", "curve", "value"}}. */
    void cells(Cells cells) {
        Curves curves = cells.curves();
        chart.view(cells, () -> values(curves), () -> {
            chart.object("view", "fill", chart.sheet.theme().missing);
            json.writeStringProperty("mark", "rect");
            chart.object("encoding", () -> {
                chart.raw("x", """
                        {"field":"from","type":"quantitative","title":"epoch","axis":{"tickMinStep":1,"format":"d"},\
                        "scale":{"zero":false,"nice":false}}""");
                chart.object("x2", "field", "to");
                rowsOfLayers(curves);
                chart.object("color", () -> {
                    chart.strings("field", "value", "type", "quantitative", "title", cells.measure());
                    chart.object("scale", "type", "log", "scheme", "viridis");
                    chart.object("legend", "format", "~e");
                });
            });
        });
    }

    private void values(Curves curves) {
        for (Curve curve : curves.all()) {
            for (int i = 0; i < curve.values().length; i++) {
                json.writeStartObject();
                json.writeNumberProperty("epoch", (int) curves.epochs()[i]);
                json.writeNumberProperty("from", curves.border(i));
                json.writeNumberProperty("to", curves.border(i + 1));
                json.writeStringProperty("curve", curve.name());
                json.writeName("value");
                chart.number(curve.values()[i], ValueAxis.LOGARITHMIC);
                json.writeEndObject();
            }
        }
    }

    /** The first layer below. */
    private void rowsOfLayers(Curves curves) {
        List<String> downwards = new ArrayList<>(curves.names());
        Collections.reverse(downwards);
        named("y", "curve", "layer", downwards);
    }

    private void named(String channel, String field, String title, List<String> order) {
        chart.object(channel, () -> {
            chart.strings("field", field, "type", "nominal", "title", title);
            chart.texts("sort", order);
            chart.raw("axis", "{\"labelAngle\":0}");
        });
    }

    /** Of rows {@code {"row", "column", "cell", "runs", "value", "low", "high", "words", "interval", "ink"}}. */
    void matrix(Matrix matrix) {
        GridLayout layout = matrix.layout();
        List<String> rows = VegaLite.distinct(layout.rows());
        List<String> columns = VegaLite.distinct(layout.columns());
        chart.view(matrix, () -> values(matrix, rows, columns), () -> {
            chart.object("view", "fill", chart.sheet.theme().missing);
            chart.object("encoding", () -> {
                if (!layout.columnAxis().isEmpty()) {
                    named("x", "column", layout.columnAxis(), columns);
                }
                named("y", "row", layout.rowAxis(), rows);
            });
            chart.array("layer", () -> {
                rectangles(matrix);
                boolean room = chart.height() / rows.size() > TWO_LINES;
                words("words", room ? -7 : 0);
                if (room) {
                    words("interval", 8);
                }
            });
        });
    }

    private void values(Matrix matrix, List<String> rows, List<String> columns) {
        List<OfCell> cells = matrix.cells();
        for (int i = 0; i < cells.size(); i++) {
            OfCell cell = cells.get(i);
            Estimate shown = matrix.shown(cell);
            List<String> words = matrix.words(cell);
            json.writeStartObject();
            chart.strings("row", rows.get(i / columns.size()), "column", columns.get(i % columns.size()));
            json.writeStringProperty("cell", cell.title());
            json.writeNumberProperty("runs", cell.runs());
            number("value", shown == null ? Double.NaN : shown.value());
            number("low", shown == null ? Double.NaN : shown.low());
            number("high", shown == null ? Double.NaN : shown.high());
            chart.strings("words", words.get(0), "interval", words.size() > 1 ? words.get(1) : "");
            json.writeStringProperty("ink", matrix.ink(cell, chart.sheet.theme()));
            json.writeEndObject();
        }
    }

    private void number(String name, double value) {
        json.writeName(name);
        chart.number(value, ValueAxis.LINEAR);
    }

    private void rectangles(Matrix matrix) {
        json.writeStartObject();
        json.writeStringProperty("mark", "rect");
        chart.object(
                "encoding",
                () -> chart.object("color", () -> {
                    chart.strings("field", "value", "type", "quantitative", "title", matrix.measure());
                    chart.raw(
                            "scale",
                            "{\"scheme\":\"viridis\",\"domain\":[%s,%s]}"
                                    .formatted(
                                            matrix.scale().low(), matrix.scale().high()));
                }));
        json.writeEndObject();
    }

    private void words(String field, int down) {
        json.writeRawValue("""
                {"mark":{"type":"text","dy":%d},"encoding":{"text":{"field":"%s"},\
                "color":{"condition":{"test":"datum.ink === '%3$s'","value":"%3$s"},"value":"%4$s"}}}""".formatted(down, field, Matrix.LIGHT, Matrix.DARK));
    }
}
