package dev.backflow.figures;

import dev.backflow.figures.Canvas.Anchor;
import dev.backflow.figures.Canvas.Style;
import dev.backflow.figures.Canvas.Text;
import java.awt.Shape;

/**
 * A canvas with the colours of a picture and its measure.
 *
 * @param size of letters; all else that has a size goes with it
 */
record Paper(Canvas canvas, FigureTheme theme, double size) {

    /** From one line of text to the next, in sizes of letters. */
    static final double LINE = 1.45;

    private static final double TITLE = 1.15;

    /** Half of the height of a capital. */
    private static final double HALF = 0.36;

    void draw(Shape shape, Style style) {
        canvas.draw(shape, style);
    }

    /** The width of a thin line. */
    double unit() {
        return size / 12;
    }

    double line() {
        return LINE * size;
    }

    double width(String words) {
        return Typeface.width(words, size);
    }

    /** Words in the middle of a line of text. */
    void label(String words, double x, double middle, Anchor anchor) {
        if (!words.isEmpty()) {
            canvas.write(new Text(words, x, middle + HALF * size, anchor, size, theme.ink, false));
        }
    }

    /** Words read from below to above, in the middle of their line, which is upright. */
    void upright(String words, double middle, double y) {
        if (!words.isEmpty()) {
            canvas.write(new Text(words, middle + HALF * size, y, Anchor.MIDDLE, size, theme.ink, true));
        }
    }

    void title(String words, double x, double middle, double width) {
        String fitted = fitted(words, width / TITLE);
        canvas.write(new Text(fitted, x, middle + HALF * size, Anchor.START, TITLE * size, theme.text, false));
    }

    /** The words, or their start and end: what tells names of layers from each other is often the end. */
    String fitted(String words, double width) {
        if (width(words) <= width) {
            return words;
        }
        int[] points = words.codePoints().toArray();
        int kept = Math.min(points.length - 1, (int) (width / size * 4));
        String cut = "…";
        while (kept > 0) {
            int head = kept / 2;
            cut = new String(points, 0, head) + "…" + new String(points, points.length - kept + head, kept - head);
            if (width(cut) <= width) {
                break;
            }
            kept--;
        }
        return kept == 0 ? "…" : cut;
    }

    /** A name as it has room in a legend. */
    String fitted(String name) {
        return fitted(name, 14 * size);
    }
}
