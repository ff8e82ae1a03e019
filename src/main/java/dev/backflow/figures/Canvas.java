package dev.backflow.figures;

import java.awt.Shape;
import org.jspecify.annotations.Nullable;

/** What pictures are drawn on, as text or as pixels. Lengths are pixels, x grows to the right and y down. */
interface Canvas {

    void draw(Shape shape, Style style);

    void write(Text text);

    /** Draws what belongs together; those who point at it, or do not see it, are given the name. */
    void group(String name, Runnable drawing);

    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /**
     * Words on one line.
     *
     * @param x of their start, middle or end, as the anchor says
     * @param y of the line on which letters stand
     * @param upwards whether they are read from below to above
     */
    record Text(String words, double x, double y, Anchor anchor, double size, String color, boolean upwards) {}

    /**
     * How a shape looks. Lines have round ends and corners, so that a line without length is a dot.
     *
     * @param fill the colour of its inside; null for none
     * @param stroke the colour of its line, which is below the fill; null for none
     * @param width of its line
     * @param dash length of dashes and of the gaps between them; 0 for none
     * @param crisp whether it ends at whole pixels, so that shapes side by side have no seam
     */
    record Style(
            @Nullable String fill, double opacity, @Nullable String stroke, double width, double dash, boolean crisp) {

        static Style filled(String color) {
            return new Style(color, 1, null, 0, 0, false);
        }

        static Style line(String color, double width) {
            return new Style(null, 1, color, width, 0, false);
        }

        Style opaque(double share) {
            return new Style(fill, share, stroke, width, dash, crisp);
        }

        /** With an edge around it, which is below all of the fill. */
        Style edged(String color, double edge) {
            return new Style(fill, opacity, color, 2 * edge, dash, crisp);
        }

        Style dashed(double length) {
            return new Style(fill, opacity, stroke, width, length, crisp);
        }

        Style seamless() {
            return new Style(fill, opacity, stroke, width, dash, true);
        }
    }
}
