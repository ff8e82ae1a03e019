package dev.backflow.figures;

import dev.backflow.figures.BandPanel.Band;
import dev.backflow.figures.ExperimentSubject.OfCell;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** What is shown of many seeds as a view of Vega-Lite. */
final class VegaLiteSeeds {

    private static final String[] QUANTILES = {"p05", "p25", "p50", "p75", "p95"};

    private final VegaLite chart;
    private final JsonGenerator json;

    VegaLiteSeeds(VegaLite chart) {
        this.chart = chart;
        json = chart.json;
    }

    /** Of rows {@code {"epoch", "curve", "p05", "p25", "p50", "p75", "p95"}}. */
    void bands(BandPanel panel) {
        boolean alone = panel.bands().size() == 1;
        chart.view(panel, () -> panel.bands().forEach(band -> values(panel, band)), () -> {
            if (panel.axis() == ValueAxis.LOGARITHMIC) {
                array("transform", List.of(atLeast(panel, "p05"), atLeast(panel, "p25")));
            }
            chart.object("encoding", () -> {
                chart.raw("x", VegaLite.EPOCHS);
                color(panel);
            });
            chart.array("layer", () -> {
                if (alone) {
                    area(panel, "p05", "p95", BandPanel.OUTER);
                }
                area(panel, "p25", "p75", panel.inner());
                json.writeStartObject();
                chart.raw("mark", "{\"type\":\"line\",\"point\":%b}".formatted(panel.epochs().length == 1));
                chart.object("encoding", () -> height(panel, "p50"));
                json.writeEndObject();
            });
        });
    }

    private void array(String name, List<String> raw) {
        chart.array(name, () -> raw.forEach(json::writeRawValue));
    }

    /** What a logarithmic axis cannot show is at its lower end. */
    private static String atLeast(BandPanel panel, String quantile) {
        return "{\"calculate\":\"isValid(datum.%1$s) ? datum.%1$s : %2$s\",\"as\":\"%1$s\"}"
                .formatted(quantile, panel.scale().lowest());
    }

    private void values(BandPanel panel, Band band) {
        for (int i = 0; i < panel.epochs().length; i++) {
            json.writeStartObject();
            json.writeNumberProperty("epoch", (int) panel.epochs()[i]);
            json.writeStringProperty("curve", band.name());
            for (int quantile = 0; quantile < QUANTILES.length; quantile++) {
                json.writeName(QUANTILES[quantile]);
                chart.number(band.quantiles()[quantile][i], panel.axis());
            }
            json.writeEndObject();
        }
    }

    private void area(BandPanel panel, String low, String high, double opacity) {
        json.writeStartObject();
        chart.raw("mark", "{\"type\":\"area\",\"opacity\":%s}".formatted(opacity));
        chart.object("encoding", () -> {
            height(panel, high);
            chart.object("y2", "field", low);
        });
        json.writeEndObject();
    }

    private void height(BandPanel panel, String field) {
        Scale scale = panel.scale();
        chart.object("y", () -> {
            chart.strings("field", field, "type", "quantitative", "title", "");
            chart.raw(
                    "scale",
                    "{\"type\":\"%s\",\"domain\":[%s,%s],\"nice\":false}"
                            .formatted(scale.logarithmic() ? "log" : "linear", scale.lowest(), scale.highest()));
            if (scale.logarithmic()) {
                chart.object("axis", "format", "~e");
            }
        });
    }

    private void color(BandPanel panel) {
        List<String> names = panel.curveNames();
        chart.object("color", () -> {
            chart.strings("field", "curve", "type", "nominal", "title", "");
            chart.object("scale", () -> {
                chart.texts("domain", names);
                chart.texts("range", panel.bands().stream().map(Band::color).toList());
            });
            if (names.size() == 1 || chart.isKeyedBelow(names)) {
                json.writeNullProperty("legend");
            }
        });
    }

    /** Of rows {@code {"cell", "network", "below", "gain"}}: {@code below} keeps the dots of a cell apart. */
    void strips(GainStrips strips) {
        List<String> titles =
                VegaLite.distinct(strips.cells().stream().map(OfCell::title).toList());
        chart.view(
                strips,
                () -> values(strips, titles),
                () -> chart.array("layer", () -> {
                    json.writeStartObject();
                    chart.object("encoding", () -> {
                        chart.raw("x", "{\"field\":\"gain\",\"type\":\"quantitative\",\"title\":\"log10\"}");
                        chart.object("y", () -> {
                            chart.strings("field", "cell", "type", "nominal", "title", "");
                            chart.texts("sort", titles);
                        });
                        chart.raw(
                                "yOffset",
                                "{\"field\":\"below\",\"type\":\"quantitative\",\"scale\":{\"domain\":[-0.5,0.5]}}");
                    });
                    array("layer", List.of(dots(), medians()));
                    json.writeEndObject();
                    json.writeRawValue(unchanged());
                }));
    }

    private void values(GainStrips strips, List<String> titles) {
        for (int i = 0; i < titles.size(); i++) {
            OfCell cell = strips.cells().get(i);
            values(titles.get(i), cell.untrained(), false);
            values(titles.get(i), cell.trained(), true);
        }
    }

    private void values(String title, double[] gains, boolean trained) {
        for (int seed = 0; seed < gains.length; seed++) {
            json.writeStartObject();
            chart.strings("cell", title, "network", trained ? "trained" : "untrained");
            json.writeNumberProperty("below", GainStrips.below(trained, seed));
            json.writeNumberProperty("gain", gains[seed]);
            json.writeEndObject();
        }
    }

    private String dots() {
        FigureTheme theme = chart.sheet.theme();
        return """
                {"mark":{"type":"circle","size":14,"opacity":1},"encoding":{"color":{"field":"network","type":"nominal",\
                "title":"a dot for each seed","scale":{"domain":["untrained","trained"],"range":["%s","%s"]}}}}""".formatted(GainStrips.untrained(theme), GainStrips.trained(theme));
    }

    private String medians() {
        return """
                {"transform":[{"aggregate":[{"op":"median","field":"gain","as":"gain"}],"groupby":["cell","network"]},\
                {"calculate":"datum.network === 'trained' ? %s : %s","as":"below"}],\
                "mark":{"type":"tick","orient":"vertical","thickness":2,"size":12,"color":"%s"}}""".formatted(GainStrips.below(true), GainStrips.below(false), chart.sheet.theme().text);
    }

    private String unchanged() {
        return """
                {"data":{"values":[{}]},"mark":{"type":"rule","color":"%s","strokeDash":[4,4]},\
                "encoding":{"x":{"datum":0}}}""".formatted(chart.sheet.theme().ink);
    }
}
