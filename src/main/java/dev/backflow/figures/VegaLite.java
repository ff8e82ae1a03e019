package dev.backflow.figures;

import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A figure as a Vega-Lite specification: a view for each panel, each with its own rows, which have names. */
final class VegaLite extends Chart {

    private static final String SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json";

    /** In pixels, what a view needs beside its plot: axis, title, legend. */
    private static final int ASIDE = 150;

    private static final int ABOVE = 90;
    private static final int LEAST = 100;

    /** Of axes over epochs. */
    static final String EPOCHS = """
            {"field":"epoch","type":"quantitative","title":"epoch","axis":{"tickMinStep":1,"format":"d"}}""";

    private List<String> keyed = List.of();
    private int columns = 1;
    private int rows = 1;

    VegaLite(OutputStream out, Sheet sheet) {
        super(out, sheet);
    }

    @Override
    void write(Figure figure) {
        columns = figure.columns();
        rows = figure.rows();
        json.writeStartObject();
        strings("$schema", SCHEMA, "background", sheet.theme().ground);
        Figure.Head head = figure.head();
        if (head != null) {
            object("title", "text", head.title(), "subtitle", head.note());
        }
        config();
        json.writeNumberProperty("columns", columns);
        array("concat", () -> {
            for (int i = 0; i < figure.panels().size(); i++) {
                boolean last = i == figure.panels().size() - 1;
                keyed = last ? List.of() : figure.panels().get(i + 1).curveNames();
                figure.panels().get(i).write(this);
            }
        });
        object("resolve", () -> object("scale", "color", "independent"));
        json.writeEndObject();
        json.flush();
    }

    private void config() {
        FigureTheme theme = sheet.theme();
        raw("config", """
                {"axis":{"gridColor":"%1$s","domainColor":"%2$s","tickColor":"%2$s","labelColor":"%2$s","titleColor":"%2$s"},\
                "legend":{"labelColor":"%2$s","titleColor":"%2$s","symbolOpacity":1},\
                "title":{"color":"%3$s","subtitleColor":"%2$s","anchor":"start"},\
                "view":{"stroke":"%1$s"}}""".formatted(theme.grid, theme.ink, theme.text));
    }

    /** A panel: its title, its size, its rows, and how they are shown. */
    void view(Panel panel, Runnable values, Runnable shown) {
        json.writeStartObject();
        object("title", "text", panel.title(), "subtitle", panel.note());
        json.writeNumberProperty("width", Math.max(LEAST, sheet.width() / columns - ASIDE));
        json.writeNumberProperty("height", height());
        object("data", () -> array("values", values));
        shown.run();
        json.writeEndObject();
    }

    /** Of a plot, in pixels. */
    int height() {
        return Math.max(LEAST, sheet.height() / rows - ABOVE);
    }

    /** Whether the next panel has the same legend. */
    boolean isKeyedBelow(List<String> names) {
        return keyed.equals(names);
    }

    /** Names that are told apart, as names of rows must be. */
    static List<String> distinct(List<String> names) {
        Map<String, Integer> seen = new HashMap<>();
        return names.stream()
                .map(name -> {
                    int times = seen.merge(name, 1, Integer::sum);
                    return times == 1 ? name : name + " (" + times + ")";
                })
                .toList();
    }

    @Override
    void lines(Lines lines) {
        new VegaLiteLines(this, lines).write();
    }

    @Override
    void cells(Cells cells) {
        new VegaLiteColors(this).cells(cells);
    }

    @Override
    void matrix(Matrix matrix) {
        new VegaLiteColors(this).matrix(matrix);
    }

    @Override
    void bands(BandPanel bands) {
        new VegaLiteSeeds(this).bands(bands);
    }

    @Override
    void strips(GainStrips strips) {
        new VegaLiteSeeds(this).strips(strips);
    }
}
