package dev.backflow.figures;

import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** A picture as SVG, in which text is text. Lengths have one digit after the point. */
final class SvgCanvas implements Canvas {

    private static final String HEAD = """
            <svg xmlns="http://www.w3.org/2000/svg" role="img" width="%d" height="%d" viewBox="0 0 %1$d %2$d"\
             font-family="Liberation Sans, Arial, Helvetica, sans-serif" font-size="%s" fill="%s"\
             stroke-linecap="round" stroke-linejoin="round">
            """;

    private static final Pattern FORBIDDEN = Pattern.compile("[^ -\uD7FF\uE000-\uFFFD\\x{10000}-\\x{10FFFF}]");

    private final StringBuilder svg = new StringBuilder(32_768);
    private final Sheet sheet;

    SvgCanvas(Sheet sheet, String title, String summary) {
        this.sheet = sheet;
        String size = number(sheet.textSize());
        svg.append(HEAD.formatted(sheet.width(), sheet.height(), size, sheet.theme().ink));
        element("title", title);
        element("desc", summary);
    }

    byte[] bytes() {
        return (svg + "</svg>\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void draw(Shape shape, Style style) {
        svg.append("<path");
        attribute("fill", style.fill() == null ? "none" : style.fill());
        if (style.opacity() < 1) {
            attribute("fill-opacity", number(style.opacity()));
        }
        if (style.stroke() != null) {
            attribute("stroke", style.stroke());
            attribute("stroke-width", number(style.width()));
            attribute("paint-order", "stroke");
        }
        if (style.dash() > 0) {
            attribute("stroke-dasharray", number(style.dash()));
        }
        if (style.crisp()) {
            attribute("shape-rendering", "crispEdges");
        }
        attribute("d", path(shape));
        svg.append("/>\n");
    }

    @Override
    public void write(Text text) {
        svg.append("<text");
        if (text.upwards()) {
            attribute("transform", "translate(" + number(text.x()) + " " + number(text.y()) + ") rotate(-90)");
        } else {
            attribute("x", number(text.x()));
            attribute("y", number(text.y()));
        }
        if (text.anchor() != Anchor.START) {
            attribute("text-anchor", text.anchor().name().toLowerCase(Locale.ROOT));
        }
        if (text.size() != sheet.textSize()) {
            attribute("font-size", number(text.size()));
        }
        if (!text.color().equals(sheet.theme().ink)) {
            attribute("fill", text.color());
        }
        svg.append('>').append(escaped(text.words())).append("</text>\n");
    }

    @Override
    public void group(String name, Runnable drawing) {
        svg.append("<g>");
        element("title", name);
        drawing.run();
        svg.append("</g>\n");
    }

    private void element(String name, String words) {
        svg.append("<%s>%s</%1$s>\n".formatted(name, escaped(words)));
    }

    private void attribute(String name, String value) {
        svg.append(' ').append(name).append("=\"").append(value).append('"');
    }

    private static String number(double value) {
        StringBuilder written = new StringBuilder();
        append(value, written);
        return written.toString();
    }

    /** With one digit after the point, if it is not 0. */
    private static void append(double number, StringBuilder to) {
        long tenths = Math.round(10 * number);
        to.append(tenths < 0 ? "-" : "").append(Math.abs(tenths) / 10);
        if (tenths % 10 != 0) {
            to.append('.').append(Math.abs(tenths) % 10);
        }
    }

    /** Lines across and upright need one number only. */
    private static String path(Shape shape) {
        StringBuilder path = new StringBuilder();
        double[] points = new double[6];
        double x = 0;
        double y = 0;
        for (PathIterator i = shape.getPathIterator(null); !i.isDone(); i.next()) {
            int segment = i.currentSegment(points);
            int count = segment == PathIterator.SEG_CLOSE ? 0 : Math.max(1, segment);
            if (segment == PathIterator.SEG_LINETO && points[1] == y) {
                append(points[0], path.append('H'));
            } else if (segment == PathIterator.SEG_LINETO && points[0] == x) {
                append(points[1], path.append('V'));
            } else {
                path.append("MLQCZ".charAt(segment));
                for (int k = 0; k < 2 * count; k++) {
                    append(points[k], path.append(k == 0 ? "" : " "));
                }
            }
            x = count == 0 ? x : points[2 * count - 2];
            y = count == 0 ? y : points[2 * count - 1];
        }
        return path.toString();
    }

    /** As XML has it; without what XML does not allow at all, which names of uploaded columns may hold. */
    private static String escaped(String words) {
        return FORBIDDEN
                .matcher(words)
                .replaceAll("\uFFFD")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
