package dev.backflow.figures;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.w3c.dom.Element;

/**
 * Texts of an SVG as outlines of Liberation Sans, which pdfbox brings (SIL Open Font License). The font system of the JDK
 * has no part in it: it needs libraries that slim images do not have, and draws differently from machine to machine.
 */
final class TextOutlines {

    private static final TrueTypeFont FONT = font();

    private TextOutlines() {}

    private static TrueTypeFont font() {
        try (InputStream file =
                PDDocument.class.getResourceAsStream("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf")) {
            return new TTFParser().parse(new RandomAccessReadBuffer(file.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A path that looks like the text; what has no glyph is a box. */
    static Element of(Element text) {
        double size = number(text.getAttribute("font-size"), 1, 12);
        Path2D path = new Path2D.Double();
        double width;
        synchronized (FONT) { // it reads glyphs as they are asked for
            try {
                width = append(text.getTextContent().strip(), size / FONT.getUnitsPerEm(), path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        String anchor = text.getAttribute("text-anchor");
        double x = number(text.getAttribute("x"), 1, 0)
                - (anchor.equals("middle") ? width / 2 : anchor.equals("end") ? width : 0);
        double y = number(text.getAttribute("y"), 1, 0) + number(text.getAttribute("dy"), size, 0);
        Element outline = text.getOwnerDocument().createElement("path");
        outline.setAttribute("d", data(path, x, y));
        for (String attribute : new String[] {"fill", "fill-opacity", "transform"}) {
            if (text.hasAttribute(attribute)) {
                outline.setAttribute(attribute, text.getAttribute(attribute));
            }
        }
        return outline;
    }

    /** @param em what an em is in pixels */
    private static double number(String written, double em, double missing) {
        if (written.isEmpty()) {
            return missing;
        }
        double number = Double.parseDouble(written.replaceFirst("(em|px)$", ""));
        return written.endsWith("em") ? number * em : number;
    }

    private static double append(String text, double scale, Path2D path) throws IOException {
        double x = 0;
        for (int codePoint : text.codePoints().toArray()) {
            int id = FONT.getUnicodeCmapLookup().getGlyphId(codePoint);
            GlyphData glyph = FONT.getGlyph().getGlyph(id);
            if (glyph != null) {
                path.append(glyph.getPath().getPathIterator(new AffineTransform(scale, 0, 0, -scale, x, 0)), false);
            }
            x += FONT.getAdvanceWidth(id) * scale;
        }
        return x;
    }

    private static String data(Path2D path, double x, double y) {
        StringBuilder data = new StringBuilder();
        double[] points = new double[6];
        for (PathIterator i = path.getPathIterator(AffineTransform.getTranslateInstance(x, y)); !i.isDone(); i.next()) {
            int type = i.currentSegment(points);
            data.append("MLQCZ".charAt(type));
            int count = type == PathIterator.SEG_CLOSE ? 0 : type == PathIterator.SEG_MOVETO ? 2 : 2 * type;
            for (int k = 0; k < count; k++) {
                data.append(String.format(Locale.ROOT, "%.3f ", points[k]));
            }
        }
        return data.toString();
    }
}
